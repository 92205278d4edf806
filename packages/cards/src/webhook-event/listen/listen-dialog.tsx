import { Button, Dialog } from '@hookwright/ui'
import { useState } from 'react'
import { type Sample, useWorkbench } from '../../view/workbench.ts'

/** Dialog that listens for the next request of the event and stores it as a sample. */
export const ListenDialog = () => {
  const bench = useWorkbench()
  const [heard, setHeard] = useState<Sample | null>(null)
  return (
    <Dialog
      open
      onOpenChange={open => !open && bench.closeDialog()}
      title="Listen"
      description="Waits for the next request of this event."
      size="w-140"
      foot={
        <Button look={heard === null ? 'plain' : 'primary'} onClick={bench.closeDialog}>
          {heard === null ? 'Stop listening' : 'Done'}
        </Button>
      }
    >
      <bench.Listen onHeard={setHeard} />
    </Dialog>
  )
}
