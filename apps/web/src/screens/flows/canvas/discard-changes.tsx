import { type Id, sameJson } from '@hookwright/model'
import { AlertDialog, Button } from '@hookwright/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../../features/canvas/commands/announce.ts'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** Button that resets the draft to the live version after a confirmation. The reset can be undone. */
export const DiscardChanges = ({ flowId }: { flowId: Id }) => {
  const canvas = useCanvas()
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)

  const discard = async (): Promise<void> => {
    setBusy(true)
    try {
      const running = trpc.flows.running.queryOptions({ flowId }, { staleTime: 0 })
      const { doc, revisionNumber } = await queries.fetchQuery(running)
      const { history, draftNo } = canvas.doc.store.getState()
      if (sameJson(history.flow, doc)) {
        const say =
          'This flow matches the running version; only a helper flow that it calls differs. Open the helper flow to revert it.'
        canvas.toast({ say, tone: 'info' })
      } else {
        canvas.doc.restore('discard changes', doc, draftNo)
        canvas.toast({
          say: `The draft was reset to the running revision ${revisionNumber}.`,
          action: { label: 'Undo', run: canvas.doc.undo }
        })
        announce(canvas, 'Changes discarded. Undo restores them.')
      }
      setAsks(false)
    } catch (thrown) {
      canvas.toast({ say: faultOf(thrown).message, tone: 'err' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button size="card" look="quiet" onClick={() => setAsks(true)}>
        Discard
      </Button>
      <AlertDialog
        open={asks}
        onOpenChange={setAsks}
        title="Discard the changes?"
        confirm="Discard changes"
        look="primary"
        busy={busy}
        onConfirm={() => void discard()}
      >
        The draft is reset to the running version. You can undo this while the page is open.
      </AlertDialog>
    </>
  )
}
