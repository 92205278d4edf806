import type { FieldId } from '@hookwright/model'
import { AlertDialog } from '@hookwright/ui'

/** Item to remove that is still used, with its uses. */
export interface UsedItem {
  id: FieldId
  /** Kind and name of the removed thing: “option “Region””. */
  name: string
  uses: string[]
}

/** Asks whether something is to be removed that is used; null while nothing is. */
export const RemoveQuestion = ({
  of,
  onRemove,
  onClose
}: {
  of: UsedItem | null
  onRemove: (id: FieldId) => void
  onClose: () => void
}) => (
  <AlertDialog
    open={of !== null}
    onOpenChange={next => !next && onClose()}
    title={`Remove the ${of?.name ?? ''}?`}
    confirm="Remove"
    onConfirm={() => {
      if (of !== null) onRemove(of.id)
      onClose()
    }}
  >
    <p className="m-0">It is used here. These places will have no value:</p>
    <ul className="mt-2 mb-0 list-disc pl-5">
      {of?.uses.map(use => (
        <li key={use}>{use}</li>
      ))}
    </ul>
  </AlertDialog>
)
