import type { Id } from '@hookwright/model'
import { runStatusText } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatNumber } from '../../kit/page/format-count.ts'
import type { RunsSearch } from './runs-search.ts'

/** Largest number of runs that is counted exactly. */
const MOST_COUNTED = 1_000

/** Links to the waiting runs and the runs on hold, with their number. Renders nothing if there are none. */
export const SuspendedRunCounts = ({
  flowId,
  search: { status },
  onSearch
}: {
  /** Flow whose runs are counted; null for all flows. */
  flowId: Id | null
  search: RunsSearch
  onSearch: (change: Partial<RunsSearch>) => void
}) => {
  const trpc = useTrpc()
  const { data } = useQuery(trpc.runs.suspended.queryOptions(flowId === null ? {} : { flowId }))
  if (data === undefined) return null
  const isFull = data.waiting + data.held + data.onHold >= MOST_COUNTED
  const counts = { waiting: data.waiting + data.held, 'on-hold': data.onHold }
  return (['waiting', 'on-hold'] as const)
    .filter(is => counts[is] > 0)
    .map(is => (
      <Button
        key={is}
        look="quiet"
        size="card"
        className="tabular aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        aria-pressed={status === is}
        onClick={() => onSearch({ status: status === is ? undefined : is })}
      >
        {`${formatNumber(counts[is])}${isFull ? '+' : ''} ${runStatusText(is)}`}
      </Button>
    ))
}
