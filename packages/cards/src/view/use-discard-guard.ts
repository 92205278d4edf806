import { useState } from 'react'
import { useWorkbench } from './workbench.ts'

/** State of a dialog's confirmation before unsaved changes are discarded. */
export interface DiscardGuard {
  /** True while the confirmation is open. */
  asks: boolean
  /** Closes the dialog, or opens the confirmation if there are changes. */
  leave: () => void
  /** Closes the confirmation and keeps the dialog open. */
  stay: () => void
}

/** Asks before the open dialog is closed while `isChanged` is true. The browser's Back is included. */
export const useDiscardGuard = (isChanged: boolean): DiscardGuard => {
  const { useStay, closeDialog } = useWorkbench()
  const [asks, setAsks] = useState(false)
  const ask = (): void => setAsks(true)
  useStay(isChanged, ask)
  return { asks, leave: isChanged ? ask : closeDialog, stay: () => setAsks(false) }
}
