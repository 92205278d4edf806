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
    <NothingFits title="No run fits" onClear={onClear}>
      No run so far has all that the filters ask for. What runs and fits shows here at once.
    </NothingFits>
  ) : (
    <NothingYet flowId={flowId} icon={<ListVideo />} title="Nothing has run yet">
      {flowId === null ? 'A flow' : 'The flow'} runs when it is on and an event arrives; each run shows here
      as soon as it begins.
    </NothingYet>
  )
