import { API_KEY_PREFIX, apiKeyStateOf, DAY, type Millis, roleSeesAll, roles } from '@hookwright/model'
import { dayTime } from '../../kit/page/clock-time.ts'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { formatCount, formatList } from '../../kit/page/format-count.ts'
import type { ListedKey, Role } from './api-types.ts'
import { roleChoices } from './format-member.ts'

/** Lifetimes of a new key: a number of days, or until a date. */
export const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: 'date', label: 'Custom date' }
] as const
export type Lifetime = (typeof lifetimes)[number]['value']

/**
 * Returns the expiry of a key: a number of days from now, or the end of a day (`2026-11-24`) in the browser's
 * time zone. Returns null for an invalid date.
 */
export const expiryOf = (lifetime: Lifetime, date: string, now: Millis): Millis | null => {
  if (lifetime !== 'date') return now + Number(lifetime) * DAY
  const start = new Date(`${date}T00:00`)
  if (date === '' || Number.isNaN(start.getTime())) return null
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1).getTime() - 1
}

/**
 * Returns the roles that a member may assign to a key: their own role and lower ones, each with its
 * permissions.
 */
export const keyRolesOf = (role: Role): { value: Role; label: string; hint: string }[] =>
  roleChoices
    .filter(({ value }) => roles.indexOf(value) <= roles.indexOf(role))
    .map(({ value, label, description }) => {
      const seesOwn = value === 'viewer' && !roleSeesAll(role)
      return {
        value,
        label,
        hint: seesOwn ? 'Sees your flows and their status, but no event data.' : description
      }
    })

/** Formats a key with its last characters: `hwk_…x9_Q`. */
export const formatToken = ({ last4 }: Pick<ListedKey, 'last4'>): string => `${API_KEY_PREFIX}…${last4}`

/** Formats the connectors that a key may access: `Acme HR and Acme Chat`, or `All connectors`. */
export const formatScope = (
  { connectorIds }: Pick<ListedKey, 'connectorIds'>,
  names: ReadonlyMap<string, string>
): string => {
  if (connectorIds === null) return 'All connectors'
  const known = connectorIds.flatMap(id => names.get(id) ?? [])
  const gone = connectorIds.length - known.length
  return formatList([...known, ...(gone > 0 ? [formatCount(gone, 'deleted connector')] : [])])
}

/** Formats the expiry and the last use of an API key: “Expires …” and “Last used 2 min ago”. */
export const formatKeyTimes = (key: ListedKey, now: Millis): { end: string; use: string } => {
  const state = apiKeyStateOf(key, now)
  const end = {
    active: `Expires ${dayTime(key.expiresAt)}`,
    expired: `Expired ${dayTime(key.expiresAt)}`,
    revoked: `Revoked ${dayTime(key.revokedAt ?? now)}`
  }[state]
  return { end, use: key.lastUsedAt === null ? 'Never used' : `Last used ${formatAgo(key.lastUsedAt, now)}` }
}
