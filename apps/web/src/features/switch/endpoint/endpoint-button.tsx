import type { Id } from '@hookwright/model'
import { Button, Dialog, lazyPart, useLazyLayer } from '@hookwright/ui'
import { Link as LinkIcon } from 'lucide-react'
import { useState } from 'react'

const lazyPanel = lazyPart(() => import('./endpoint-panel.tsx'))

/** Button that opens the address, secret and last call of a flow's API endpoint. */
export const EndpointButton = ({ flowId }: { flowId: Id }) => {
  const [open, setOpen] = useState(false)
  const panel = useLazyLayer(lazyPanel, open)
  return (
    <>
      <Button
        aria-label="API endpoint"
        icon={<LinkIcon aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => setOpen(true)}
      >
        <span className="max-xl:sr-only">API endpoint</span>
      </Button>
      {panel !== null && (
        <Dialog
          open={open}
          onOpenChange={setOpen}
          title="API endpoint"
          description="Programs can start this flow with a request to this address."
          size="w-140"
        >
          {open && <panel.EndpointPanel flowId={flowId} />}
        </Dialog>
      )}
    </>
  )
}
