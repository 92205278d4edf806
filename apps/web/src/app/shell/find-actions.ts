import { matchSorter } from 'match-sorter'
import { type Action, labelOf, stateOf } from '../../kit/actions/action.ts'
import { type Grouped, inGroups } from '../../kit/actions/in-groups.ts'

const kindOf: Record<string, Action['kind'] | 'action'> = { '>': 'action', '@': 'connector', '#': 'card' }

/** Maximum number of listed items of a group, without and with a search; the heading counts the others. */
const MOST = { listed: 8, found: 20 }

const keys = [labelOf, (action: Action) => action.words ?? '', 'group'] as const

/** Returns the matches, best first. Missing letters are tolerated when there is no exact match. */
const matching = (actions: readonly Action[], sought: string, recent: readonly string[]): Action[] => {
  const placeOf = ({ id }: Action): number => {
    const at = recent.indexOf(id)
    return at === -1 ? recent.length : at
  }
  const threshold = matchSorter.rankings.CONTAINS
  const lately = actions.toSorted((one, other) => placeOf(one) - placeOf(other))
  const strict = matchSorter(lately, sought, { keys: [...keys], threshold, baseSort: () => 0 })
  return strict.length > 0 ? strict : matchSorter(lately, sought, { keys: [...keys] })
}

/** Groups that are available on every page, in the order in which they follow those of the open page. */
const everywhere = ['Flows', 'Connectors', 'Connections', 'Go to', 'Settings', 'Help', 'View', 'General']

/** Sorts the groups of the open page before those of every page. */
const pageFirst = (groups: Grouped<Action>[]): Grouped<Action>[] =>
  groups.toSorted((one, other) => everywhere.indexOf(one.heading) - everywhere.indexOf(other.heading))

/** Shortens long groups of items, but not groups of commands. */
const shortened = ({ heading, items }: Grouped<Action>, most: number): Grouped<Action> =>
  items.length <= most || items[0]?.kind === undefined || items[0].kind === 'card'
    ? { heading, items }
    : { heading: `${heading} (${most} of ${items.length})`, items: items.slice(0, most) }

/**
 * Returns the actions that match the text typed in the palette, grouped. `>` selects plain actions, `@` connectors, `#`
 * cards. The best match comes first, of equal ones the one chosen last; groups are in the order of their best match.
 * Without a search those chosen last have a group of their own.
 */
export const findActions = (
  actions: readonly Action[],
  typed: string,
  recent: readonly string[] = []
): Grouped<Action>[] => {
  const narrowed = kindOf[typed.slice(0, 1)]
  const sought = (narrowed === undefined ? typed : typed.slice(1)).trim()
  const listed = actions.filter(
    action =>
      action.unlisted !== true &&
      stateOf(action).is !== 'hidden' &&
      (narrowed === undefined || (action.kind ?? 'action') === narrowed)
  )
  if (sought !== '') {
    const groups = inGroups(matching(listed, sought, recent), action => action.group)
    return groups.map(group => shortened(group, MOST.found))
  }
  if (narrowed !== undefined) return inGroups(listed, action => action.group)
  const last = recent.flatMap(id => listed.find(action => action.id === id) ?? [])
  const others = inGroups(
    listed.filter(action => !last.includes(action)),
    action => action.group
  )
  return [
    ...(last.length === 0 ? [] : [{ heading: 'Recent', items: last }]),
    ...pageFirst(others).map(group => shortened(group, MOST.listed))
  ]
}
