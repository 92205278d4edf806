import type { ReactNode } from 'react'

/** One entry of a menu. */
export interface MenuEntry {
  id: string
  label: string
  icon?: ReactNode
  /** Keyboard shortcut of the same action, as displayed. */
  shortcut?: string | undefined
  /** Reason why the entry cannot be chosen now, shown with the disabled entry. */
  disabled?: string | undefined
  /** Marks a destructive entry. */
  danger?: boolean
  /** Present on entries of a radio group; true for the chosen one. */
  checked?: boolean
  run: () => void
}

/** Menu entries in groups, separated by lines. */
export type MenuGroups = readonly (readonly MenuEntry[])[]
