import type { Id } from '@hookwright/model'
import { ListVideo } from 'lucide-react'
import { NothingFits, NothingYet } from '../../features/history/nothing-there.tsx'

/** Empty state of the runs: nothing has run yet, or nothing matches the filters. */
export const NoRuns = ({
  flowId,
  isNarrowed,
  onClear
}: {
  flowId: Id | null
  isNarrowed: boolean
  onClear: () => void
}) =>
  isNarrowed ? (
    <NothingFits title="No matching runs" onClear={onClear}>
      No runs match the filters. New matching runs appear here immediately.
    </NothingFits>
  ) : (
    <NothingYet flowId={flowId} icon={<ListVideo />} title="No runs yet">
      {flowId === null ? 'A flow' : 'The flow'} runs when it is on and an event arrives. Runs appear here when
      they start.
    </NothingYet>
  )
