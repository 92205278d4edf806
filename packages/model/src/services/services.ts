import { z } from 'zod'
import { type SignInPreset, signInPresets } from '../connectors/sign-in-presets.ts'
import { type Preset, presets } from '../receiving/presets.ts'
import rows from './services.json' with { type: 'json' }

/** Categories of services, in the order of the list. */
export const serviceCategories = [
  'Code and operations',
  'Payments and commerce',
  'Messages and calls',
  'People and documents',
  'Standards'
] as const

/** Preset for HTTP Basic sign-in with a fixed user name and an API key as the password. */
const BasicSignIn = z.strictObject({
  username: z.string().min(1),
  baseUrl: z.url(),
  /** URL of the documentation, and the day on which it was last checked. */
  source: z.url(),
  checkedOn: z.iso.date(),
  /** Notes for the maker, as sentences. */
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
  /** Two letters shown instead of the logo if the logo may not be used. */
  letters: z.string().length(2),
  /** Id of its receiving preset. */
  preset: z.string(),
  /** Id of its sign-in preset, if any. */
  signIn: z.string().optional(),
  /** HTTP Basic sign-in. Absent if unknown. */
  basic: BasicSignIn.optional(),
  /** Name of the logo in simple-icons, and the brand colour in the same set. */
  logo: z.strictObject({ slug: z.string(), hex: z.string() }).optional()
})

/** Service that a connector can start from: its branding and presets. */
export interface Service {
  id: string
  name: string
  category: (typeof serviceCategories)[number]
  about: string
  letters: string
  /** SVG path of the logo, and the brand colour; `null` if the logo may not be used. */
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
