import { Button, cx } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, RotateCcw, TriangleAlert } from 'lucide-react'
import { useApi } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import type { BulkReplay } from './bulk-replay.ts'
import { formatProgress } from './format-replay.ts'

const looks = {
  running: { icon: RotateCcw, tone: 'text-busy' },
  done: { icon: CircleCheck, tone: 'text-ok' },
  stopped: { icon: TriangleAlert, tone: 'text-warn' },
  failed: { icon: CircleAlert, tone: 'text-err' }
} as const satisfies Record<BulkReplay['status']['is'], unknown>

const Progress = ({ of, begun, skipped }: BulkReplay) => (
  <div
    role="progressbar"
    aria-label="Replayed"
    aria-valuemin={0}
    aria-valuemax={of}
    aria-valuenow={begun + skipped}
    className="h-1.5 w-40 shrink-0 overflow-hidden rounded-full bg-line max-md:w-full"
  >
    <div className="h-full bg-accent" style={{ width: `${(100 * (begun + skipped)) / of}%` }} />
  </div>
)

/** Progress of a bulk replay with a stop button. After its end, shows the result until dismissed. */
export const ReplaysBar = ({ replay, onDismiss }: { replay: BulkReplay; onDismiss: () => void }) => {
  const { trpc, queryClient } = useApi()
  const notifier = useNotifier()
  const stop = useMutation({
    ...trpc.deliveries.stopReplays.mutationOptions(),
    onError: notifier.failed,
    onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.deliveries.replays.pathKey() })
  })
  const { is } = replay.status
  const { icon: Icon, tone } = looks[is]
  const progress = formatProgress(replay)
  return (
    <section
      aria-label="Bulk replay"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line mx-8 py-2 max-md:mx-4"
    >
      <Icon aria-hidden className={cx('size-4 shrink-0', tone)} strokeWidth={1.75} />
      {is === 'running' && <Progress {...replay} />}
      <p className="tabular m-0 min-w-0 flex-[1_1_10rem] text-body text-ink">{progress}</p>
      {/* Read out as it begins and as it ends, not at each step. */}
      <span aria-live="polite" className="sr-only">
        {is === 'running' ? 'Replay started.' : progress}
      </span>
      {/* One button throughout, so that the focus stays on it when it was pressed. */}
      <Button
        size="card"
        busy={stop.isPending}
        onClick={() => {
          if (is === 'running') stop.mutate({ replaysId: replay.id })
          else onDismiss()
        }}
      >
        {is === 'running' ? 'Stop' : 'Dismiss'}
      </Button>
    </section>
  )
}
