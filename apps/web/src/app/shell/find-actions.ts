import { matchSorter } from 'match-sorter'
import { type Action, labelOf, stateOf } from '../../kit/actions/action.ts'
import { type Grouped, inGroups } from '../../kit/actions/in-groups.ts'

const kindOf: Record<string, Action['kind'] | 'action'> = { '>': 'action', '@': 'connector', '#': 'card' }

/**
 * Returns the actions that match the text typed in the palette, grouped.
 * `>` selects plain actions, `@` connectors, `#` cards. The best match comes first; groups are in the order of their best
 * match.
 */
export const findActions = (actions: readonly Action[], typed: string): Grouped<Action>[] => {
  const narrowed = kindOf[typed.slice(0, 1)]
  const sought = (narrowed === undefined ? typed : typed.slice(1)).trim()
  const listed = actions.filter(
    action =>
      action.unlisted !== true &&
      stateOf(action).is !== 'hidden' &&
      (narrowed === undefined || (action.kind ?? 'action') === narrowed)
  )
  const found =
    sought === ''
      ? listed
      : matchSorter(listed, sought, { keys: [labelOf, action => action.words ?? '', 'group'] })
  return inGroups(found, action => action.group)
}
