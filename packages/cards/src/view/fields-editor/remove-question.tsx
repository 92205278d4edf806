import type { FieldId } from '@hookwright/model'
import { AlertDialog } from '@hookwright/ui'

/** Item that the user wants to remove although it is in use, with the names of its users. */
export interface UsedItem {
  id: FieldId
  /** Kind and name of the item: “option “Region””. */
  name: string
  uses: string[]
}

/** Dialog that asks whether to remove an item that is in use. Closed while `of` is null. */
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
    <p className="m-0">
      The {of?.name ?? ''} is used in these places. They will have no value after the removal:
    </p>
    <ul className="mt-2 mb-0 list-disc pl-5">
      {of?.uses.map(use => (
        <li key={use}>{use}</li>
      ))}
    </ul>
  </AlertDialog>
)
