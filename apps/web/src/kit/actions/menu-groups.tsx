import type { MenuEntry, MenuGroups } from '@hookwright/ui'
import { labelOf, stateOf } from './action.ts'
import type { ActionRegistry } from './action-registry.ts'
import { isMac } from './is-mac.ts'
import { shownShortcut } from './shortcut.ts'

/** Returns registered actions as menu groups. Hidden actions are left out. */
export const menuGroupsOf = (registry: ActionRegistry, groups: readonly (readonly string[])[]): MenuGroups =>
  groups.map(ids =>
    ids.flatMap((id): MenuEntry[] => {
      const action = registry.find(id)
      if (action === undefined) return []
      const state = stateOf(action)
      if (state.is === 'hidden') return []
      const [keys] = action.keys ?? []
      return [
        {
          id,
          label: labelOf(action),
          run: action.run,
          ...(action.icon && { icon: <action.icon aria-hidden strokeWidth={1.75} /> }),
          ...(action.danger && { danger: true }),
          ...(keys !== undefined && { shortcut: shownShortcut(keys, isMac()) }),
          ...(state.is === 'refused' && { disabled: state.why })
        }
      ]
    })
  )
