import { AlertDialog } from '@hookwright/ui'
import { useWorkbench } from '../workbench.ts'

/** Asks whether what was changed in a dialog is to be lost, also when Back would take the dialog away. */
export const DiscardQuestion = ({
  what,
  isChanged,
  open,
  also,
  onAsk,
  onStay,
  onDiscard
}: {
  /** What was changed: "the options". */
  what: string
  isChanged: boolean
  open: boolean
  /** A sentence about what stays all the same. */
  also?: string | undefined
  /** Has it asked. */
  onAsk: () => void
  onStay: () => void
  onDiscard: () => void
}) => {
  useWorkbench().useStay(isChanged, onAsk)
  return (
    <AlertDialog
      open={open}
      onOpenChange={next => !next && onStay()}
      title={`Discard your changes to ${what}?`}
      confirm="Discard"
      onConfirm={onDiscard}
    >
      What you changed here is not applied yet, so it would be lost.{also !== undefined && ` ${also}`}
    </AlertDialog>
  )
}
