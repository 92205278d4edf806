import { matchSorter } from 'match-sorter'
import { type Action, labelOf, stateOf } from '../../kit/actions/action.ts'
import { type Grouped, groupByHeading } from '../../kit/actions/in-groups.ts'

const kindOf: Record<string, Action['kind'] | 'action'> = { '>': 'action', '@': 'connector', '#': 'card' }

/**
 * Maximum number of items shown per group: `listed` without a search, `found` with one. The heading shows the
 * total.
 */
const MOST = { listed: 8, found: 20 }

const keys = [labelOf, (action: Action) => action.words ?? '', 'group'] as const

/**
 * Returns the actions that match the search text, best first. Fuzzy matches are used only when no action
 * contains the text.
 */
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

/**
 * Groups that are available on every page, in display order. The groups of the open page come before them.
 */
const everywhere = ['Flows', 'Connectors', 'Connections', 'Go to', 'Settings', 'Help', 'View', 'General']

/** Sorts groups: first those of the open page, then those that every page has. */
const pageFirst = (groups: Grouped<Action>[]): Grouped<Action>[] =>
  groups.toSorted((one, other) => everywhere.indexOf(one.heading) - everywhere.indexOf(other.heading))

/** Shortens a group of items to `most` items. Groups of commands stay complete. */
const shortened = ({ heading, items }: Grouped<Action>, most: number): Grouped<Action> =>
  items.length <= most || items[0]?.kind === undefined || items[0].kind === 'card'
    ? { heading, items }
    : { heading: `${heading} (${most} of ${items.length})`, items: items.slice(0, most) }

/**
 * Returns the actions that match the text typed in the palette, grouped.
 *
 * `>` selects plain actions, `@` connectors, `#` cards. The best match comes first; among equal matches, the
 * most recently chosen comes first. Groups are in the order of their best match. Without a search the
 * recently chosen actions form the first group.
 */
export const searchActions = (
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
    const groups = groupByHeading(matching(listed, sought, recent), action => action.group)
    return groups.map(group => shortened(group, MOST.found))
  }
  if (narrowed !== undefined) return groupByHeading(listed, action => action.group)
  const last = recent.flatMap(id => listed.find(action => action.id === id) ?? [])
  const others = groupByHeading(
    listed.filter(action => !last.includes(action)),
    action => action.group
  )
  return [
    ...(last.length === 0 ? [] : [{ heading: 'Recent', items: last }]),
    ...pageFirst(others).map(group => shortened(group, MOST.listed))
  ]
}
