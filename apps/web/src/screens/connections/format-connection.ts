import type { AppRouter } from '@hookwright/api'
import type { FaultData } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'
import { formatCount } from '../../kit/page/format-count.ts'

/** A connection as the page lists it. */
export type ListedConnection = inferRouterOutputs<AppRouter>['connections']['overview'][number]

/** Properties of a connection that its state is read from. */
type WithState = Pick<ListedConnection, 'check' | 'authorization' | 'kind'>

/** The state of a connection in a word or two: the status that the service answered with, if that is what failed. */
export const stateWord = ({ check, authorization, kind }: WithState): string => {
  if (authorization?.is === 'lost') return 'Reconnect needed'
  if (kind === 'authorization-code' && authorization === null) return 'Not signed in'
  if (check === null && authorization !== null) return 'Connected'
  if (check === null) return 'Not checked'
  return check.fault === null ? 'Works' : wordOf(check.fault)
}

const wordOf = ({ code, details }: FaultData): string =>
  code === 'http.status' && details.status !== undefined ? String(details.status) : 'Failed'

/** Returns true for a connection that lost its authorization, or whose last ping failed. */
export const isFailing = ({ check, authorization }: Pick<WithState, 'check' | 'authorization'>): boolean =>
  authorization?.is === 'lost' || (check !== null && check.fault !== null)

/** `4 flows`, `1 flow`, `No flows`. */
export const usersWord = (count: number): string => (count === 0 ? 'No flows' : formatCount(count, 'flow'))

/** Roles that a connection can be shared with. */
export const sharedRoles = ['user', 'maker', 'admin'] as const
export type SharedRole = (typeof sharedRoles)[number]

/** Names of all members with a role. */
export const roleWords: Record<SharedRole, string> = {
  user: 'All users',
  maker: 'All makers',
  admin: 'All admins'
}

/** Name of the member or the role that a connection is shared with. */
export const shareWord = ({
  target,
  name
}: Pick<ListedConnection['shares'][number], 'target' | 'name'>): string =>
  target.with === 'role' ? roleWords[target.role] : (name ?? 'Former member')

/** Name of the owner of a connection. */
export const ownerWord = ({ access, ownerName }: Pick<ListedConnection, 'access' | 'ownerName'>): string =>
  access === 'own' ? 'You' : (ownerName ?? 'Former member')

/** Returns the advice of replacing values to the owner of a connection; others have to ask the owner. */
export const sayReplace = (access: ListedConnection['access'], advice: string): string =>
  access === 'own' ? advice : 'Ask its owner to replace its values.'

/** Returns the advice of handing over a connection without an owner, which only admins can do. */
export const sayHandOver = (isAdmin: boolean): string =>
  isAdmin ? 'Hand it over to another member.' : 'Ask an admin to hand it over to another member.'
