import type { ReactNode } from 'react'

/** One entry of a menu. */
export interface MenuEntry {
  id: string
  label: string
  icon?: ReactNode
  /** The key that does the same, as it is shown. */
  shortcut?: string | undefined
  /** Why it cannot be chosen now; it is shown greyed with these words. */
  disabled?: string | undefined
  /** Marks what takes something away. */
  danger?: boolean
  /** Present on entries that are one of a set: whether it is the chosen one. */
  checked?: boolean
  run: () => void
}

/** The entries of a menu in groups; a line is drawn between groups. */
export type MenuGroups = readonly (readonly MenuEntry[])[]
