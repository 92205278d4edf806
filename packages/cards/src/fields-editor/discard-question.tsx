import { AlertDialog } from '@hookwright/ui'

/** Asks whether what was changed in a dialog is to be lost. */
export const DiscardQuestion = ({
  what,
  open,
  onStay,
  onDiscard
}: {
  /** What was changed: "the options". */
  what: string
  open: boolean
  onStay: () => void
  onDiscard: () => void
}) => (
  <AlertDialog
    open={open}
    onOpenChange={next => !next && onStay()}
    title={`Discard your changes to ${what}?`}
    confirm="Discard"
    onConfirm={onDiscard}
  >
    What you changed here is not applied yet, so it would be lost.
  </AlertDialog>
)
