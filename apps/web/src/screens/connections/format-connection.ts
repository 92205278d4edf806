import type { AppRouter } from '@hookwright/api'
import { DAY, type FaultData, HOUR, type Millis } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { formatCount } from '../../kit/page/format-count.ts'

/** A connection as returned by the list. */
export type ListedConnection = inferRouterOutputs<AppRouter>['connections']['overview'][number]

/** Properties of a connection that determine its state. */
type WithState = Pick<ListedConnection, 'check' | 'authorization' | 'kind'>

/**
 * Formats the state of a connection in one or two words, such as `Works`. For a failed check, returns the
 * HTTP status.
 */
export const formatConnectionState = ({ check, authorization, kind }: WithState): string => {
  if (authorization?.is === 'lost') return 'Reconnect needed'
  if (missingScopesOf({ authorization }) !== null) return 'More access needed'
  if (kind === 'authorization-code' && authorization === null) return 'Not signed in'
  if (check === null && authorization !== null) return 'Connected'
  if (check === null) return 'Not checked'
  return check.fault === null ? 'Works' : wordOf(check.fault)
}

const wordOf = ({ code, details }: FaultData): string =>
  code === 'http.status' && details.status !== undefined ? String(details.status) : 'Failed'

/**
 * Returns the scopes that the service requires now, but that the sign-in did not include. Null if there are
 * none.
 */
export const missingScopesOf = ({ authorization }: Pick<WithState, 'authorization'>): string | null =>
  (authorization?.is === 'signed-in' ? authorization.lacks : undefined) ?? null

/** Returns true for a connection that lost its authorization or needs more, or whose last ping failed. */
export const isFailing = ({ check, authorization }: Pick<WithState, 'check' | 'authorization'>): boolean =>
  authorization?.is === 'lost' ||
  missingScopesOf({ authorization }) !== null ||
  (check !== null && check.fault !== null)

/** A sign-in that ends within this time counts as near its end, so that the end is shown. */
const SOON: Millis = 7 * DAY

/** Returns the end of a sign-in that cannot be refreshed, if the end is near; otherwise null. */
export const nearEndOf = (
  { authorization }: Pick<WithState, 'authorization'>,
  now: Millis
): Millis | null => {
  const endsAt = authorization?.is === 'signed-in' ? authorization.endsAt : undefined
  return endsAt !== undefined && endsAt - now <= SOON ? endsAt : null
}

/** Formats the time until a sign-in ends: `expires in 2 days`, `expires in less than an hour`, `expired`. */
export const formatEnd = (endsAt: Millis, now: Millis): string => {
  const left = endsAt - now
  if (left <= 0) return 'expired'
  if (left < HOUR) return 'expires in less than an hour'
  return left < 2 * DAY
    ? `expires in ${formatCount(Math.floor(left / HOUR), 'hour')}`
    : `expires in ${formatCount(Math.floor(left / DAY), 'day')}`
}

/**
 * Formats the state of a connection and its time: `Works · 3 min ago`. A connection never checked has no
 * time.
 */
export const stateLine = (connection: WithState, now: Millis): string => {
  const { check, authorization } = connection
  const at = authorization?.is === 'lost' ? authorization.at : (check?.at ?? authorization?.at)
  return at === undefined
    ? formatConnectionState(connection)
    : `${formatConnectionState(connection)} · ${formatAgo(at, now)}`
}

/** Formats a count: `4 flows`, `1 flow`, `No flows`. */
export const formatUsingFlows = (count: number): string =>
  count === 0 ? 'No flows' : formatCount(count, 'flow')

/** Roles that a connection can be shared with. */
export const sharedRoles = ['user', 'maker', 'admin'] as const
export type SharedRole = (typeof sharedRoles)[number]

/** Labels for all members with a role. */
export const sharedRoleNames: Record<SharedRole, string> = {
  user: 'All users',
  maker: 'All makers',
  admin: 'All admins'
}

/** Returns the name of a member or role with access to a connection: “All admins”, “Former member”. */
export const formatShareTarget = ({
  target,
  name
}: Pick<ListedConnection['shares'][number], 'target' | 'name'>): string =>
  target.with === 'role' ? sharedRoleNames[target.role] : (name ?? 'Former member')

/** Returns the name of a connection's owner: “You”, a member's name, or “Former member”. */
export const formatOwner = ({ access, ownerName }: Pick<ListedConnection, 'access' | 'ownerName'>): string =>
  access === 'own' ? 'You' : (ownerName ?? 'Former member')

/**
 * Returns `advice` for the owner of a connection. For other members, returns “Ask the owner of the
 * connection to replace the values.”
 */
export const formatReplaceAdvice = (access: ListedConnection['access'], advice: string): string =>
  access === 'own' ? advice : 'Ask the owner of the connection to replace the values.'

/**
 * Returns the advice for a connection without an owner: “Hand the connection over to another member.” Members
 * who are not admins are told to ask one.
 */
export const formatHandOverAdvice = (isAdmin: boolean): string =>
  isAdmin
    ? 'Hand the connection over to another member.'
    : 'Ask an admin to hand the connection over to another member.'
