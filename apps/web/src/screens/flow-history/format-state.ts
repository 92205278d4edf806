import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'
import { formatCount } from '../../kit/page/format-count.ts'

/** Earlier state of a flow in its change history. */
export type ListedState = inferRouterOutputs<AppRouter>['flows']['history'][number]

/** Maximum number of cards listed by name; further cards are counted. */
const NAMED = 2

const verbs = { added: 'Added', removed: 'Removed', changed: 'Changed', moved: 'Moved' } as const

const formatNames = (names: string[]): string => {
  const shown = names.slice(0, NAMED).map(name => `“${name}”`)
  const left = names.length - shown.length
  return left > 0 ? `${shown.join(', ')} and ${formatCount(left, 'more card')}` : shown.join(' and ')
}

/**
 * Describes how a state differs from the previous one, one line per kind of change: “Added “Create user” and
 * 2 more cards”.
 */
export const formatChanges = ({
  changes,
  isRenamed
}: Pick<ListedState, 'changes' | 'isRenamed'>): string[] => {
  const lines = (['added', 'changed', 'moved', 'removed'] as const).flatMap(is => {
    const names = changes.filter(change => change.is === is).map(({ name }) => name)
    return names.length === 0 ? [] : [`${verbs[is]} ${formatNames(names)}`]
  })
  return isRenamed ? [...lines, 'Changed the name or description'] : lines
}

/** Returns the title of a state: “Revision 3 went live”, “Current draft” or “Draft”. */
export const titleOfState = ({ is, number, isCurrent }: ListedState): string => {
  if (is === 'revision') return `Revision ${number} went live`
  return isCurrent ? 'Current draft' : 'Draft'
}
