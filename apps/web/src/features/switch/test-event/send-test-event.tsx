import type { Id } from '@hookwright/model'
import { lazyPart, useLazyLayer } from '@hookwright/ui'
import { Send } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Action } from '../../../kit/actions/action.ts'
import { ActionButton } from '../../../kit/actions/action-button.tsx'
import { useActions } from '../../../kit/actions/use-actions.tsx'

const lazyDialog = lazyPart(() => import('./test-event-dialog.tsx'))

/** Button to send a custom event to a flow, with the shortcut T, and its dialog. */
export const SendTestEvent = ({
  flowId,
  name,
  words = true
}: {
  flowId: Id
  name: string
  /**
   * Visibility of the label and button. `always` shows the label on small screens, too; `none` hides the
   * button but keeps the shortcut T.
   */
  words?: true | 'always' | 'none'
}) => {
  const [open, setOpen] = useState(false)
  const dialog = useLazyLayer(lazyDialog, open)
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'test-event.send',
          label: 'Send test event',
          group: 'Flow',
          icon: Send,
          keys: ['T'],
          run: () => setOpen(true)
        }
      ],
      []
    )
  )
  return (
    <>
      {words !== 'none' && <ActionButton id="test-event.send" look="plain" words={words} />}
      {dialog !== null && (
        <dialog.TestEventDialog flowId={flowId} name={name} open={open} onOpenChange={setOpen} />
      )}
    </>
  )
}
