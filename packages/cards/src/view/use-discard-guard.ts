import { useState } from 'react'
import { useWorkbench } from './workbench.ts'

/** State of leaving a dialog. */
export interface DiscardGuard {
  /** True while it asks whether to discard the changes. */
  asks: boolean
  /** Leaves it, or asks first. */
  leave: () => void
  /** Goes on with it. */
  stay: () => void
}

/** Lets the open dialog be left, by itself and by Back, only with a question while something `isChanged` in it. */
export const useDiscardGuard = (isChanged: boolean): DiscardGuard => {
  const { useStay, closeDialog } = useWorkbench()
  const [asks, setAsks] = useState(false)
  const ask = (): void => setAsks(true)
  useStay(isChanged, ask)
  return { asks, leave: isChanged ? ask : closeDialog, stay: () => setAsks(false) }
}
