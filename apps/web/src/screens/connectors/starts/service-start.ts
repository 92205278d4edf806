import { algorithmLabels, formatPlace, webhookEventTemplate } from '@hookwright/cards/templates'
import {
  type Branding,
  type Flow,
  isJsonObject,
  parseJson,
  plainBranding,
  type Receiving,
  startCardOf
} from '@hookwright/model'
import { freshText } from '@hookwright/model/presets'
import type { Service } from '@hookwright/model/services'
import { connectorHues } from '@hookwright/ui'
import { authenticationOfService } from './authentication-of-service.ts'
import type { ConnectorStart, NewConnector, ServiceFact } from './connector-start.ts'

/** Fixed time in sample events. */
const SAMPLE_TIME = Date.UTC(2026, 10, 29, 20, 56)

/** Returns the body of a service's sample event; undefined if it is neither JSON nor a form. */
const sampleBodyOf = ({ sample }: Service['preset']): unknown => {
  const text = freshText(sample.body, { id: 'f3a91c2e', number: 1, now: SAMPLE_TIME })
  const type = sample.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? ''
  if (type.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  const read = parseJson(text)
  return read.ok ? read.value : undefined
}

const channelsOf = (hex: string): [number, number, number] => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16))
  return [red, green, blue]
}

/**
 * Returns the accent color for a logo. Logos without color become slate; red logos get the color derived from
 * the name.
 */
const accentOfLogo = (logo: Service['logo']): string => {
  if (logo === null) return plainBranding.accent
  const [red, green, blue] = channelsOf(logo.colour)
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  if (most - least < 24) return connectorHues.slate
  const isRed = red === most && Math.abs(green - blue) < (most - least) * 0.35
  return isRed ? plainBranding.accent : logo.colour
}

const brandingOf = ({ logo, preset }: Service): Branding => ({
  logo: logo?.path ?? null,
  accent: accentOfLogo(logo),
  docsUrl: preset.source
})

const verificationOf = ({ verify }: Receiving): string => {
  const ways = verify.map(({ algorithm, signature }) =>
    algorithm === 'token'
      ? `Secret in ${formatPlace(signature)}`
      : `${algorithmLabels[algorithm]} in ${formatPlace(signature)}`
  )
  return [...new Set(ways)].join(', or ')
}

const handshakeOf = ({ preset }: Service): ServiceFact[] => {
  const names = preset.handshakes.map(({ name }) => name)
  const { handshake, filter } = preset.receiving
  if (handshake.length > 0) {
    const text = names.length === 0 ? 'Answered by the receiving rules' : `Answered: ${names.join(', ')}`
    return [{ label: 'Handshake', text }]
  }
  const [first] = filter
  if (first === undefined) return []
  const skipped = first.why.replace(/^it (was|is) /, '')
  return [{ label: 'Skipped events', text: skipped.slice(0, 1).toUpperCase() + skipped.slice(1) }]
}

const signInOf = ({ signIn, basic }: Service): ServiceFact => {
  const label = 'Sign-in'
  if (basic !== null)
    return {
      label,
      text: `Basic authentication with the user “${basic.username}” at ${new URL(basic.baseUrl).host}`
    }
  if (signIn === null)
    return { label, text: 'Unknown. An API key in a header is assumed; check this.', isAssumed: true }
  const { authorizeUrl, name } = signIn
  return { label, text: `OAuth 2 at ${URL.canParse(authorizeUrl) ? new URL(authorizeUrl).host : name}` }
}

const factsOf = (service: Service): ServiceFact[] => {
  const { preset } = service
  const body = sampleBodyOf(preset)
  return [
    signInOf(service),
    { label: 'Verification', text: verificationOf(preset.receiving) },
    ...handshakeOf(service),
    ...(preset.renewal === null ? [] : [{ label: 'Renewal', text: preset.renewal }]),
    {
      label: 'Event',
      text:
        preset.batch !== null
          ? 'A Webhook Event that runs once for each record'
          : isJsonObject(body)
            ? 'A Webhook Event with outputs from a sample'
            : 'A Webhook Event'
    }
  ]
}

const listOf = (batch: string | null): string[] | null =>
  batch === null ? null : batch.split('.').filter(key => key !== '')

/** Returns the steps at the service that are required before an event is turned on. */
const notesOf = ({ preset, signIn, basic }: Service): string[] => [
  ...preset.notes,
  ...(signIn?.notes ?? []),
  ...(basic?.notes ?? [])
]

/**
 * Adds notes to the start card of a flow: `notes` for the maker, and `byHand` with the manual steps for
 * users.
 */
const noted = (doc: Flow, notes: readonly string[], byHand: readonly string[] = []): Flow => {
  const start = startCardOf(doc)
  if (start === undefined) return doc
  const card = {
    ...start,
    ...(notes.length > 0 && { note: ['Before you turn the flow on:', ...notes].join('\n') }),
    ...(byHand.length > 0 && { config: { ...start.config, byHandNote: byHand.join('\n') } })
  }
  return { ...doc, cards: { ...doc.cards, [start.id]: card } }
}

/** Creates the connector of a known service, with an event whose outputs come from a sample body. */
export const makeOfService = (
  service: Service,
  {
    name,
    sample,
    isDocumented = false,
    newId
  }: { name: string; sample: unknown; isDocumented?: boolean; newId: () => string }
): NewConnector => {
  const { about, preset } = service
  const { receiving, batch } = preset
  return {
    name,
    description: `${about}.`,
    authentication: authenticationOfService(service),
    branding: brandingOf(service),
    flows: [
      {
        name: `${name} event`,
        doc: noted(
          webhookEventTemplate({ receiving, sample, list: listOf(batch), isDocumented, newId }),
          notesOf(service),
          preset.byHand
        )
      }
    ]
  }
}

/** Returns the starting point for a known service. */
export const startOfService = (service: Service): ConnectorStart => {
  const { id, name, category, about, letters, logo, preset } = service
  const sample = sampleBodyOf(preset)
  return {
    ...{ is: 'service', id, name, category, about, letters },
    logo: logo?.path ?? null,
    accent: accentOfLogo(logo),
    facts: factsOf(service),
    notes: notesOf(service),
    sample,
    make: newId => makeOfService(service, { name, sample, isDocumented: true, newId })
  }
}
