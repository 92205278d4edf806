import type { ReactNode } from 'react'
import { useLateLayer } from './late.ts'
import { latePopups } from './late-popups.ts'

export interface AlertDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The question. */
  title: string
  /** Text that names the consequence and what cannot be undone. */
  children: ReactNode
  /** The verb of the button that does it. */
  confirm: string
  onConfirm: () => void
  /** The button that leaves all as it is; `Cancel` unless cancelling is what is asked about. */
  dismiss?: string
  busy?: boolean
  /** `danger` unless nothing is lost. */
  look?: 'danger' | 'primary'
}

/** Asks once before what cannot be undone; for everything else offer Undo. The focus starts on Cancel. */
export const AlertDialog = (props: AlertDialogProps) => {
  const popups = useLateLayer(latePopups, props.open)
  return popups === null ? null : <popups.AlertDialogLayer {...props} />
}
