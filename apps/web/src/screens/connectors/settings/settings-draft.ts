import { Branding, type Connector, validateConnectorName } from '@hookwright/model'
import { type MethodDrafts, methodDraftsOf, validateMethods } from '../authentication/methods-draft.ts'
import type { FieldErrors } from '../authentication/read-draft.ts'

/** Form values of a connector's name, description and appearance. */
export interface AboutDraft {
  name: string
  description: string
  docsUrl: string
  accent: string
  logo: string | null
}

/** Form values of the Settings tab. */
export interface SettingsDraft {
  about: AboutDraft
  methods: MethodDrafts
}

/** Returns the form values of the Settings tab for a connector. */
export const settingsDraftOf = ({
  name,
  description,
  branding,
  authentication
}: Connector): SettingsDraft => ({
  about: {
    name,
    description,
    docsUrl: branding.docsUrl ?? '',
    accent: branding.accent,
    logo: branding.logo
  },
  methods: methodDraftsOf(authentication)
})

/** Returns the connector's branding (links, color and logo) from a valid draft. */
export const brandingOf = ({ docsUrl, accent, logo }: AboutDraft): Branding => ({
  docsUrl: docsUrl.trim() === '' ? null : docsUrl.trim(),
  accent: accent.toLowerCase(),
  logo
})

/** Returns the errors of a draft by field; empty when it can be saved. */
export const validateAbout = (about: AboutDraft, takenNames: readonly string[]): FieldErrors => {
  const errors: FieldErrors = {}
  const name = validateConnectorName(about.name, takenNames)
  if (name !== null) errors.name = name
  const branding = Branding.safeParse(brandingOf(about))
  for (const issue of branding.success ? [] : branding.error.issues) {
    const place = String(issue.path[0])
    errors[place] =
      place === 'docsUrl'
        ? 'Enter a URL that begins with https:// or http://, such as https://docs.example.com.'
        : issue.message
  }
  return errors
}

/** Returns which parts of a draft the user has changed. Only these are sent to the server. */
export const changesOf = (
  kept: SettingsDraft,
  draft: SettingsDraft
): { about: boolean; authentication: boolean } => ({
  about: JSON.stringify(kept.about) !== JSON.stringify(draft.about),
  authentication: JSON.stringify(kept.methods) !== JSON.stringify(draft.methods)
})

/** Returns the errors of a draft: those of its name and appearance, and those of its methods. */
export const validateSettings = (
  draft: SettingsDraft,
  takenNames: readonly string[]
): { about: FieldErrors; methods: Record<string, FieldErrors> } => ({
  about: validateAbout(draft.about, takenNames),
  methods: validateMethods(draft.methods)
})
