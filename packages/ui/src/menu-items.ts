import type { ReactNode } from 'react'

/** Entry of a menu. */
export interface MenuEntry {
  id: string
  label: string
  icon?: ReactNode
  /** Keyboard shortcut of the same action, as displayed. */
  shortcut?: string | undefined
  /** Reason why the entry cannot be chosen now, shown with the disabled entry. */
  disabled?: string | undefined
  /** True for a destructive entry. */
  danger?: boolean
  /** Present only on entries of a radio group. True for the chosen entry. */
  checked?: boolean
  run: () => void
}

/** Menu entries in groups. Lines separate the groups. */
export type MenuGroups = readonly (readonly MenuEntry[])[]
