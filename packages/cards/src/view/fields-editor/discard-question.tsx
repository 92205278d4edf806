import { AlertDialog } from '@hookwright/ui'

/** Dialog that asks whether to discard the changes of another dialog. */
export const DiscardQuestion = ({
  what,
  open,
  also,
  onStay,
  onDiscard
}: {
  /** Name of the changed data: "the options". */
  what: string
  open: boolean
  /** Further sentence for the dialog, about items that discarding does not affect. */
  also?: string | undefined
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
    Changes that you have not applied will be lost.{also !== undefined && ` ${also}`}
  </AlertDialog>
)
