import { z } from 'zod'
import { type SignInPreset, signInPresets } from '../connectors/sign-in-presets.ts'
import { type Preset, presets } from '../receiving/presets.ts'
import rows from './services.json' with { type: 'json' }

/** Groups in which services are listed, in this order. */
export const serviceCategories = [
  'Code and operations',
  'Payments and commerce',
  'Messages and calls',
  'People and documents',
  'Standards'
] as const

/** Sign-in with HTTP Basic, whose user name is the same for everyone and whose password is an API key. */
const BasicSignIn = z.strictObject({
  username: z.string().min(1),
  baseUrl: z.url(),
  /** Page of the service that documents it, and the day on which it was read. */
  source: z.url(),
  checkedOn: z.iso.date(),
  /** Sentences for the maker. */
  notes: z.array(z.string()).default([])
})
type BasicSignIn = z.infer<typeof BasicSignIn>

const ServiceRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Name of the service, usable as the name of a connector. */
  name: z.string(),
  category: z.enum(serviceCategories),
  /** Short description. */
  about: z.string(),
  /** Two letters that replace the logo where none may be shown. */
  letters: z.string().length(2),
  /** Id of its receiving rules. */
  preset: z.string(),
  /** Id of its sign-in preset, if any. */
  signIn: z.string().optional(),
  /** Sign-in with HTTP Basic, if that is known. */
  basic: BasicSignIn.optional(),
  /** Logo in simple-icons, and the brand's colour there. */
  logo: z.strictObject({ slug: z.string(), hex: z.string() }).optional()
})

/** Service that a connector can start from: its branding and presets. */
export interface Service {
  id: string
  name: string
  category: (typeof serviceCategories)[number]
  about: string
  letters: string
  /** Path of its logo, and its brand colour; null where none may be shown. */
  logo: { path: string; colour: string } | null
  preset: Preset
  signIn: SignInPreset | null
  basic: BasicSignIn | null
}

const presetOf = (id: string): Preset => {
  const found = presets.find(preset => preset.id === id)
  if (found === undefined) throw new Error(`There is no preset ${id}`)
  return found
}

/** Known services, in category order. */
export const services: readonly Service[] = rows.map(row => {
  const { preset, signIn, basic, logo, ...about } = ServiceRow.parse(row)
  return {
    ...about,
    logo: logo === undefined ? null : { path: `/logos/${logo.slug}.svg`, colour: logo.hex },
    preset: presetOf(preset),
    signIn: signInPresets.find(({ id }) => id === signIn) ?? null,
    basic: basic ?? null
  }
})
