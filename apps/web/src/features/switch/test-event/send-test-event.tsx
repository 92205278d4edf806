import type { Id } from '@hookwright/model'
import { Dialog, late, useLateLayer } from '@hookwright/ui'
import { Send } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Action } from '../../../kit/actions/action.ts'
import { ActionButton } from '../../../kit/actions/action-button.tsx'
import { useActions } from '../../../kit/actions/use-actions.tsx'

const lateForm = late(() => import('./test-event-form.tsx'))

/** Button, with the shortcut T, that sends a custom event to a flow, and its dialog. */
export const SendTestEvent = ({
  flowId,
  name,
  words = true
}: {
  flowId: Id
  name: string
  /** Shows the label on small screens when `always`; `none` hides the button and keeps the shortcut T. */
  words?: true | 'always' | 'none'
}) => {
  const [open, setOpen] = useState(false)
  const form = useLateLayer(lateForm, open)
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
      {form !== null && (
        <Dialog
          open={open}
          onOpenChange={setOpen}
          title="Send test event"
          description={`Sends a request to the Event URL of “${name}”, as the service does.`}
          size="w-180"
          bare
        >
          {open && <form.TestEventForm flowId={flowId} onClose={() => setOpen(false)} />}
        </Dialog>
      )}
    </>
  )
}
