import type { Millis } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { logLinesOf } from './log-lines.ts'
import { BoxedLog } from './progress-log.tsx'
import { formatReplacing, passedOf, type Replacing, type SwitchState } from './switch-state.ts'
import { useNow } from './use-now.ts'
import type { SubscriptionProgress } from './use-switch.ts'

/** Progress or failure of registering an active flow again, with the log and a cancel button. */
export const ReplacingPart = ({
  progress,
  replacing,
  flow,
  ahead,
  linksCards,
  onCancel
}: {
  progress: SubscriptionProgress
  replacing: Replacing
  /** State of the flow's own switch, such as `on` or `paused`. */
  flow: SwitchState['is']
  /** Difference between the server clock and the local clock, to be added to local times. */
  ahead: Millis
  linksCards: boolean
  /** Cancels registering again; null for viewers. */
  onCancel: (() => void) | null
}) => {
  const underWay = replacing.is === 'under-way'
  const now = useNow(underWay ? 250 : null) + ahead
  const lines = logLinesOf(progress, !underWay)
  const { fault } = progress.subscription
  const words = formatReplacing(replacing, flow, String(fault?.details.why ?? fault?.message ?? ''))
  return (
    <section aria-label="Registering again" className="flex flex-col gap-2 border-t border-line pt-2">
      {replacing.is === 'under-way' ? (
        <p className="flex gap-2 text-body">
          <span className="grow">{words}</span>
          <span className="tabular shrink-0 text-small whitespace-nowrap text-ink-2">
            {passedOf(replacing, now).seconds} / {passedOf(replacing, now).of} s
          </span>
        </p>
      ) : (
        <Notice tone={replacing.how === 'cancelled' ? 'info' : 'warn'}>{words}</Notice>
      )}
      <BoxedLog lines={lines} linksCards={linksCards} />
      {underWay && onCancel !== null && (
        <Button size="card" className="self-start" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </section>
  )
}
