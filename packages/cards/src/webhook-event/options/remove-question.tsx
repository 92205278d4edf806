import type { FieldId } from '@hookwright/model'
import { AlertDialog } from '@hookwright/ui'

/** An option that is to be removed although it is used, and where that is. */
export interface UsedOption {
  id: FieldId
  label: string
  uses: string[]
}

/** Asks whether an option is to go that is used; null while none is. */
export const RemoveQuestion = ({
  of,
  onRemove,
  onClose
}: {
  of: UsedOption | null
  onRemove: (id: FieldId) => void
  onClose: () => void
}) => (
  <AlertDialog
    open={of !== null}
    onOpenChange={next => !next && onClose()}
    title={`Remove the option “${of?.label ?? ''}”?`}
    confirm="Remove"
    onConfirm={() => {
      if (of !== null) onRemove(of.id)
      onClose()
    }}
  >
    <p className="m-0">It is used here, and these places will be left without its value:</p>
    <ul className="mt-2 mb-0 list-disc pl-5">
      {of?.uses.map(use => (
        <li key={use}>{use}</li>
      ))}
    </ul>
  </AlertDialog>
)
