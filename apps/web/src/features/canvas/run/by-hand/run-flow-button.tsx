import type { Id } from '@hookwright/model'
import { Button, Dialog, lazyPart, useLazyLayer } from '@hookwright/ui'
import { Play } from 'lucide-react'
import { useState } from 'react'

const lazyForm = lazyPart(() => import('./run-flow-form.tsx'))

/** Button that opens the form to run a flow manually. */
export const RunFlowButton = ({
  flowId,
  name,
  isShort = false
}: {
  flowId: Id
  name: string
  /** Leaves the label out on small screens. */
  isShort?: boolean
}) => {
  const [open, setOpen] = useState(false)
  const form = useLazyLayer(lazyForm, open)
  return (
    <>
      <Button
        aria-label={`Run ${name}`}
        icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => setOpen(true)}
      >
        <span className={isShort ? 'max-sm:sr-only' : undefined}>Run</span>
      </Button>
      {form !== null && (
        <Dialog
          open={open}
          onOpenChange={setOpen}
          title={`Run ${name}`}
          description="Starts one run of this flow."
          size="w-120"
        >
          {open && <form.RunFlowForm flowId={flowId} />}
        </Dialog>
      )}
    </>
  )
}
