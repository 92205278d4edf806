import { formatDuration, type Millis, shownFlowName } from '@hookwright/model'
import { Badge, cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dayOfRuns, formatRuns } from '../../features/history/day-of-events.ts'
import type { Activity } from '../../features/history/use-activity.ts'
import { FlowSwitch } from '../../features/switch/flow-switch.tsx'
import { formatCount, formatNumber, pluralOf } from '../../kit/page/format-count.ts'
import { HourBars, noHours } from '../../kit/page/hour-bars.tsx'
import { FlowMark, formatStart } from './flow-about.tsx'
import { FlowCards } from './flow-cards.tsx'
import { flowColumns } from './flow-columns.ts'
import { LastOfFlow } from './last-of-flow.tsx'
import type { ListedUserFlow } from './listed-user-flow.ts'

const figure = 'tabular text-right text-label max-xl:hidden'

/** Returns the number of runs and of failures in the last 24 hours. */
const totalsOf = (activity: Activity) => {
  const day = dayOfRuns([activity])
  return { runs: formatRuns(day), noun: pluralOf(day.runs, 'run', 'runs'), failed: day.failed }
}

/** Runs, failures and median duration of the last 24 hours. */
const Figures = ({ activity, flowId }: { activity: Activity | undefined; flowId: string }) => {
  const { runs, noun, failed } =
    activity === undefined ? { runs: '', noun: 'runs', failed: 0 } : totalsOf(activity)
  const isThere = activity !== undefined
  return (
    <>
      <Link
        to="/flows/$flowId/runs"
        params={{ flowId }}
        className={cx(
          figure,
          'relative rounded-xs hover:underline',
          isThere && runs === '0' ? 'text-ink-3' : 'text-ink'
        )}
      >
        {runs}
        <span className="sr-only"> {noun} in 24 hours</span>
      </Link>
      <span className={cx(figure, failed > 0 ? 'text-err' : 'text-ink-3')}>
        {isThere && formatNumber(failed)}
        <span className="sr-only"> failed</span>
      </span>
      <span className={cx(figure, 'text-ink-2')}>
        <span className="sr-only">Median run duration: </span>
        {isThere && (activity.p50 === null ? '—' : formatDuration(activity.p50))}
      </span>
    </>
  )
}

/** Row of a user's flow: name, start, cards, last 24 hours, last run and switch. */
export const UserFlowRow = ({
  flow,
  activity,
  now,
  onPending,
  menu
}: {
  flow: ListedUserFlow
  /** Runs of the last 24 hours; undefined while loading. */
  activity: Activity | undefined
  now: Millis
  /** Opens the dialog with the draft changes that are not live yet. */
  onPending: () => void
  /** Menu of further actions. */
  menu: ReactNode
}) => {
  const { id: flowId, event, kind, ownerName, problems } = flow
  const name = shownFlowName(flow.name)
  const isRunning = flow.lastRun?.status.is === 'running'
  const last = <LastOfFlow flow={flow} name={name} now={now} />
  return (
    <li
      className={cx(
        flowColumns,
        // The panel of the switch lies above the rows below.
        'relative isolate has-[[role=dialog]]:z-10 min-h-13 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover max-md:gap-y-1.5 max-md:py-3'
      )}
    >
      <span className="flex min-w-0 items-center gap-3 max-md:col-start-1 max-md:row-start-1">
        <FlowMark flow={flow} />
        <span className="flex min-w-0 flex-col">
          <Link
            to="/flows/$flowId"
            params={{ flowId }}
            className="w-fit max-w-full truncate rounded-xs text-h3 text-ink after:absolute after:inset-0"
          >
            {name}
          </Link>
          <span className="truncate text-small text-ink-3">
            {formatStart(flow)}
            {ownerName !== null && ` · of ${ownerName}`}
            {problems > 0 &&
              flow.subscription?.wanted === true &&
              ` · ${formatCount(problems, 'problem')} in the draft`}
          </span>
        </span>
      </span>
      <span className="hidden items-center min-[1400px]:flex">
        <FlowCards flow={flow} />
      </span>
      <HourBars
        hours={activity?.hours ?? noHours}
        isRunning={isRunning}
        className="max-md:col-start-1 max-md:row-start-2 max-md:ml-11"
      />
      <Figures activity={activity} flowId={flowId} />
      <span className="relative flex items-center justify-end gap-4 max-md:static max-md:col-start-2 max-md:row-start-1">
        {kind === 'helper' ? (
          <>
            {last}
            <Badge>Helper</Badge>
          </>
        ) : (
          <FlowSwitch
            flowId={flowId}
            name={name}
            connectorName={event?.connectorName ?? null}
            listed={flow}
            pending={flow.pending}
            onPending={onPending}
            instead={last}
          />
        )}
      </span>
      <span className="relative max-md:col-start-3 max-md:row-start-1">{menu}</span>
    </li>
  )
}
