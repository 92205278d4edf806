import { z } from 'zod'
import { Id } from '../kernel/ids.ts'
import { Millis } from '../kernel/millis.ts'
import { Authentication } from './authentication.ts'

const MOST = 80

/** Name of a connector. It is unique among connectors that are not deleted. */
export const ConnectorName = z
  .string()
  .trim()
  .min(1, 'Enter a name for the connector.')
  .max(MOST, `A connector name has at most ${MOST} characters. Shorten it.`)
  .regex(/^[\p{L}\p{N} _-]*$/u, 'A connector name may contain only letters, digits, spaces, - and _.')
export type ConnectorName = z.infer<typeof ConnectorName>

/**
 * Returns the comparison key of a connector name, which ignores case. Names with the same key are considered
 * equal.
 */
export const connectorNameKeyOf = (name: string): string => name.normalize('NFC').toLowerCase()

/**
 * Returns true if another connector has this name. Names with the same comparison key count as the same name.
 */
export const isConnectorNameTaken = (name: string, taken: readonly string[]): boolean =>
  taken.some(other => connectorNameKeyOf(other) === connectorNameKeyOf(name))

/**
 * Returns the reason why a text cannot be a connector's name, as a sentence. `null` if it can.
 * @param taken names of the other connectors
 */
export const validateConnectorName = (typed: string, taken: readonly string[]): string | null => {
  if (typed !== '' && typed.trim() !== typed) {
    return 'Remove the space at the start or end of the name.'
  }
  const parsed = ConnectorName.safeParse(typed)
  if (!parsed.success) return parsed.error.issues[0]?.message ?? null
  if (!isConnectorNameTaken(typed, taken)) return null
  return `A connector named “${typed}” already exists. Choose another name.`
}

/** Logo and color of a connector, shown on cards and in lists. */
export const Branding = z.strictObject({
  /** Logo as a data URL of at most 64 KiB, or the path of a logo bundled with the app. */
  logo: z
    .string()
    .max(90_000)
    .regex(/^(data:image\/|\/logos\/[a-z0-9]+\.svg$)/)
    .nullable(),
  accent: z.string().regex(/^#[0-9a-f]{6}$/, 'Enter a hex colour such as #1d4ed8.'),
  docsUrl: z.url({ protocol: /^https?$/ }).nullable()
})
export type Branding = z.infer<typeof Branding>

export const plainBranding: Branding = { logo: null, accent: '#4f46e5', docsUrl: null }

/**
 * Connector to a service, with its branding and authentication in the draft. Its flows are stored separately.
 */
export const Connector = z.strictObject({
  id: Id,
  /**
   * Key of a connector: slug, `_`, six random characters. It is generated once from the first name and never
   * changes.
   */
  key: z.string(),
  name: ConnectorName,
  description: z.string().max(2_000),
  authentication: Authentication,
  branding: Branding,
  createdAt: Millis,
  deletedAt: Millis.nullable()
})
export type Connector = z.infer<typeof Connector>

/**
 * Returns the slug for a connector's key: lower-case letters and digits, separated by `_`. `fallback` is used
 * if the name contains none.
 */
export const slugOf = (name: string, fallback = 'connector'): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_/, '')
    .slice(0, 40)
    .replace(/_$/, '')
  return plain === '' ? fallback : plain
}
