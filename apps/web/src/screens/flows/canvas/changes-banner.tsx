import { type Id, type Pending, shownFlowName } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useCanvas, useDoc } from '../../../features/canvas/use-canvas.tsx'

const lazyBanner = lazyPart(() => import('../../../features/switch/apply/pending-banner.tsx'))
const lazyDiscard = lazyPart(() => import('./discard-changes.tsx'))

/** Banner above an active flow with draft changes that are not live yet. */
export const ChangesBanner = ({ flowId, pending }: { flowId: Id; pending: Pending }) => {
  const canvas = useCanvas()
  const differs = pending.is === 'in-place' || pending.is === 're-register'
  const banner = useLazy(lazyBanner, differs)
  const discard = useLazy(lazyDiscard, differs)
  const name = shownFlowName(useDoc(doc => doc.about.name))
  return (
    banner && (
      <banner.PendingBanner
        flowId={flowId}
        name={name}
        pending={pending}
        onBeforeShow={canvas.doc.flush}
        more={discard && <discard.DiscardChanges flowId={flowId} />}
      />
    )
  )
}
