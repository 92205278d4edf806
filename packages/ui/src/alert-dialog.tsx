import type { ReactNode } from 'react'
import { useLateLayer } from './late.ts'
import { latePopups } from './late-popups.ts'

export interface AlertDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The question as a title. */
  title: string
  /** Text that names the consequence and what cannot be undone. */
  children: ReactNode
  /** Verb on the button that confirms. */
  confirm: string
  onConfirm: () => void
  /** Label of the button that changes nothing. `Cancel` by default. */
  dismiss?: string
  busy?: boolean
  /** `danger` unless nothing is lost. */
  look?: 'danger' | 'primary'
}

/** Asks for confirmation of an action that cannot be undone. For all others offer Undo. The focus starts on Cancel. */
export const AlertDialog = (props: AlertDialogProps) => {
  const popups = useLateLayer(latePopups, props.open)
  return popups === null ? null : <popups.AlertDialogLayer {...props} />
}
