import { useState } from 'react'
import { useWorkbench } from './workbench.ts'

/** State of leaving a dialog. */
export interface DiscardGuard {
  /** True while it asks whether to discard the changes. */
  asks: boolean
  /** Leaves the dialog, or asks first. */
  leave: () => void
  /** Keeps the dialog open. */
  stay: () => void
}

/** Asks before the open dialog is closed, by itself or by Back, while `isChanged` is true. */
export const useDiscardGuard = (isChanged: boolean): DiscardGuard => {
  const { useStay, closeDialog } = useWorkbench()
  const [asks, setAsks] = useState(false)
  const ask = (): void => setAsks(true)
  useStay(isChanged, ask)
  return { asks, leave: isChanged ? ask : closeDialog, stay: () => setAsks(false) }
}
