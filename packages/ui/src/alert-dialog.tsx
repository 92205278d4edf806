import type { ReactNode } from 'react'
import { useLazyLayer } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'

export interface AlertDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Title of the dialog, phrased as a question. */
  title: string
  /** Text that states the consequence of the action. */
  children: ReactNode
  /** Label of the confirm button, a verb. */
  confirm: string
  onConfirm: () => void
  /** Label of the button that cancels. The default is `Cancel`. */
  dismiss?: string
  busy?: boolean
  /** Style of the confirm button. Use `primary` only if nothing is lost; the default is `danger`. */
  look?: 'danger' | 'primary'
}

/**
 * Dialog that requests confirmation of an action that cannot be undone. For other actions, offer Undo
 * instead. The focus starts on Cancel.
 */
export const AlertDialog = (props: AlertDialogProps) => {
  const popups = useLazyLayer(lazyPopups, props.open)
  return popups === null ? null : <popups.AlertDialogLayer {...props} />
}
