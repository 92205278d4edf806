import type { Id } from '@hookwright/model'
import type { LucideIcon } from 'lucide-react'

/** Definition of an action, used by menus, toolbars, the palette, shortcuts and the shortcut sheet. */
export interface Action {
  /** Id in the form `noun.verb`, unique among the registered actions. */
  id: string
  /** Verb and object; a function when the label changes, as in "Undo delete card". */
  label: string | (() => string)
  /** Heading in the palette and the shortcut sheet. */
  group: string
  icon?: LucideIcon
  /** Id of the connector with the logo that replaces the icon in the palette. */
  connectorId?: Id
  /** Grey text at the end of the action's row in the palette. */
  hint?: string
  /**
   * Shortcuts. The first one is displayed.
   *
   * `Mod+Shift+Z` is one key press, `G B` is a sequence of two. `Mod` is Ctrl, or ⌘ on a Mac.
   */
  keys?: readonly string[]
  /** True where the keys also work: in text fields (`fields`), or in dialogs and menus (`layers`). */
  keysAlso?: { fields?: true; layers?: true }
  /** Kind of item that the action opens, used to filter and shorten the palette's results. */
  kind?: 'connector' | 'flow' | 'card' | 'delivery' | 'run' | 'connection'
  /** Additional search terms. */
  words?: string
  /** True for a destructive action, which menus show in red. */
  danger?: true
  /** Hides the action from the palette. */
  unlisted?: true
  /**
   * Returns true if the action is currently available.
   *
   * False hides the action. A sentence disables it and is shown as the reason.
   */
  when?: () => boolean | string
  run: () => void
}

/** Returns the current label of an action. */
export const labelOf = (action: Action): string =>
  typeof action.label === 'string' ? action.label : action.label()

/** Returns the availability of an action: ready, refused with a reason, or hidden. */
export const stateOf = (action: Action): { is: 'ready' | 'hidden' } | { is: 'refused'; why: string } => {
  const when = action.when?.() ?? true
  if (typeof when === 'string') return { is: 'refused', why: when }
  return { is: when ? 'ready' : 'hidden' }
}
