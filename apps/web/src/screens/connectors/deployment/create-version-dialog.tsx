import type { Finding, Id } from '@hookwright/model'
import { Button, Dialog, Notice, TextArea } from '@hookwright/ui'
import { useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { useVersionActs } from './use-versions.ts'
import { WarningsNotice } from './warnings-notice.tsx'

/** Dialog that creates a test version of the draft, with a note. */
export const CreateVersionDialog = ({
  connectorId,
  warnings,
  open,
  onClose,
  onDeploy
}: {
  connectorId: Id
  /** Warnings of the draft. */
  warnings: readonly Finding[]
  open: boolean
  onClose: () => void
  /** Continues with the deployment of the new version; null if deployment is a separate step. */
  onDeploy: ((number: number) => void) | null
}) => {
  const { create } = useVersionActs()
  const notifier = useNotifier()
  const [note, setNote] = useState('')
  const refused = create.error && faultOf(create.error)

  const close = (): void => {
    create.reset()
    setNote('')
    onClose()
  }
  const apply = async (): Promise<void> => {
    if (create.isPending) return
    try {
      const { number } = await create.mutateAsync({ connectorId, note: note.trim() })
      close()
      if (onDeploy === null)
        notifier.done(`Version ${number} was created. Deploy it to make it available to users.`)
      else onDeploy(number)
    } catch {
      // The dialog says what was refused.
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={next => !next && close()}
      onApply={() => void apply()}
      title="Create test version"
      description="Saves all flows that are on, the authentication and the branding as a new version."
      foot={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" busy={create.isPending} onClick={() => void apply()}>
            {onDeploy === null ? 'Create' : 'Create and continue'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {refused !== null && <Notice tone="err">{refused.message}</Notice>}
        <WarningsNotice warnings={warnings} />
        <TextArea
          label="Note"
          maxLength={2000}
          value={note}
          onValueChange={setNote}
          description="Optional. Describe the changes in this version."
        />
      </div>
    </Dialog>
  )
}
