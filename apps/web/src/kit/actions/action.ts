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
  /** Connector whose mark replaces the icon in the palette. */
  connectorId?: Id
  /** Grey text at the end of its palette row. */
  hint?: string
  /**
   * Shortcuts, of which the first one is displayed.
   * `Mod+Shift+Z` is one press, `G B` two. `Mod` is Ctrl, or ⌘ on a Mac.
   */
  keys?: readonly string[]
  /** Further contexts in which the keys work: text fields, or dialogs and menus. */
  keysAlso?: { fields?: true; layers?: true }
  /** Additional search terms. */
  kind?: 'connector' | 'flow' | 'card' | 'delivery' | 'run' | 'connection'
  /** More words to be found by. */
  words?: string
  /** True for a destructive action, which menus show in red. */
  danger?: true
  /** Hides the action from the palette. */
  unlisted?: true
  /**
   * Availability of the action now.
   * False hides it; a sentence shows it disabled with that reason.
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
