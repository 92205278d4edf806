import { type Id, MINUTE, shownFlowName } from '@hookwright/model'
import { cx, lazyPart, useLazy } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatRuns } from '../../../features/history/day-of-events.ts'
import { useDaysOfEvents } from '../../../features/history/use-days-of-events.ts'
import { useNow } from '../../../features/switch/use-now.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatCount, formatNumber } from '../../../kit/page/format-count.ts'
import { formatHours, type Hour, HourBars } from '../../../kit/page/hour-bars.tsx'
import { EmptySection, moreClass, PagePart } from '../../../kit/page/page-part.tsx'
import { definesEvent, inOrderOfKinds, kindsInList } from '../flows/flow-groups.ts'
import { FlowState } from '../flows/flow-state.tsx'
import { useFlowWarnings } from '../flows/use-flow-warnings.ts'
import { useConnectorUsers } from '../use-connector-users.ts'
import { useRunsOfUsers } from '../use-runs-of-users.ts'

const lazyDialog = lazyPart(() => import('../user-flows-dialog.tsx'))

/** Maximum number of events with a bar chart of their deliveries. Each chart requires a query. */
const MOST_WITH_BARS = 8

const headsOf = (day: string) => [
  { words: 'Name', className: 'w-full' },
  { words: 'Kind', className: 'min-w-28 max-md:hidden' },
  { words: day, className: 'pr-6! max-lg:hidden' },
  { words: 'Used by', className: 'min-w-20 text-right! max-md:hidden' },
  { words: 'State', className: 'min-w-24 text-right!' }
]

/** Bars and number of the last 24 hours' deliveries or runs. */
const Day = ({ hours, label, count }: { hours: readonly Hour[]; label: string; count: string }) => (
  <span className="flex items-center gap-3">
    <HourBars hours={hours} isNarrow label={label} />
    <span aria-hidden className="tabular text-ink-2">
      {count}
    </span>
  </span>
)

/**
 * Table of the events and actions that a connector offers, with their deliveries and users. If it has only
 * actions, the table shows the runs of their users instead.
 */
export const EventsAndActions = ({ connectorId }: { connectorId: Id }) => {
  const { data: flows } = useSuspenseQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  const users = useConnectorUsers(connectorId)
  const [shownId, setShownId] = useState<Id | null>(null)
  const dialog = useLazy(lazyDialog, shownId !== null)
  const offered = inOrderOfKinds(flows).filter(({ kind }) => definesEvent(kind) || kind === 'action')
  const withBars = offered.filter(({ kind }) => definesEvent(kind)).slice(0, MOST_WITH_BARS)
  const days = useDaysOfEvents(
    withBars.map(({ id }) => ({ eventFlowId: id })),
    useNow(MINUTE)
  )
  const warningsOf = useFlowWarnings(connectorId)
  const hasEvents = withBars.length > 0
  const runsOf = useRunsOfUsers(connectorId, !hasEvents)
  const usersOf = (id: Id) => users?.filter(({ uses }) => uses.includes(id)) ?? []
  const shown = offered.find(({ id }) => id === shownId)
  return (
    <PagePart
      id="events-and-actions"
      title="Events and actions"
      count={offered.length}
      more={
        // With supporting flows, the link stands there.
        flows.length === offered.length &&
        flows.length > 0 && (
          <Link to="/connectors/$connectorId/flows" params={{ connectorId }} className={moreClass}>
            All flows
            <span className="sr-only"> of the connector</span>
          </Link>
        )
      }
    >
      {offered.length === 0 ? (
        <EmptySection title="No events or actions yet">
          Create a flow that starts with a Webhook Event or a Connector Action. Users can then choose it for
          their flows.
        </EmptySection>
      ) : (
        <table aria-label="Events and actions" className="w-full border-collapse text-body">
          <thead>
            <tr className="h-8 border-b border-line text-small text-ink-3">
              {headsOf(hasEvents ? 'Deliveries, 24 hours' : 'Runs, 24 hours').map(({ words, className }) => (
                <th
                  key={words}
                  scope="col"
                  className={cx('p-0 text-left font-medium whitespace-nowrap', className)}
                >
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {offered.map(({ id: flowId, name, kind, description, active, problems }) => {
              const at = withBars.findIndex(({ id }) => id === flowId)
              const day = days[at]
              const count = usersOf(flowId).length
              const runs = hasEvents || count === 0 ? undefined : runsOf(flowId)
              const { word = '' } = kindsInList.find(each => each.kind === kind) ?? {}
              return (
                <tr key={flowId} className="relative h-11 border-b border-line hover:bg-hover">
                  <td className="max-w-0 p-0 py-1.5 pr-6">
                    <span className="flex min-w-0 flex-col">
                      <Link
                        to="/connectors/$connectorId/flows/$flowId"
                        params={{ connectorId, flowId }}
                        className="w-fit max-w-full truncate rounded-xs text-h3 text-ink after:absolute after:inset-0"
                      >
                        {shownFlowName(name)}
                      </Link>
                      <span className="truncate text-small text-ink-3 empty:hidden">{description}</span>
                      <span aria-hidden className="tabular truncate text-small text-ink-3 md:hidden">
                        {word} · {count === 0 ? 'not used' : `used by ${formatCount(count, 'flow')}`}
                      </span>
                    </span>
                  </td>
                  <td className="p-0 whitespace-nowrap text-ink-2 max-md:hidden">{word}</td>
                  <td className="p-0 pr-6 max-lg:hidden">
                    {at < 0 && runs === undefined && <span className="text-ink-3">—</span>}
                    {runs !== undefined && (
                      <Day hours={runs.hours} label={formatHours(runs.hours)} count={formatRuns(runs)} />
                    )}
                    {day !== undefined && (
                      <Day
                        hours={day.hours}
                        label={formatHours(day.hours, 'delivery', 'deliveries')}
                        count={formatNumber(day.events)}
                      />
                    )}
                  </td>
                  <td className="p-0 text-right whitespace-nowrap max-md:hidden">
                    {count === 0 ? (
                      <span className="text-ink-3">—</span>
                    ) : (
                      <button
                        type="button"
                        aria-haspopup="dialog"
                        aria-label={`${shownFlowName(name)} is used by ${formatCount(count, 'flow')}`}
                        className="tabular relative -my-1 min-h-6 rounded-xs text-accent-text hover:underline"
                        onClick={() => setShownId(flowId)}
                      >
                        {formatCount(count, 'flow')}
                      </button>
                    )}
                  </td>
                  <td className="p-0 text-right">
                    <FlowState active={active} problems={problems} warnings={warningsOf(flowId)} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {shown !== undefined && dialog !== null && (
        <dialog.UserFlowsDialog
          name={shownFlowName(shown.name)}
          flows={usersOf(shown.id)}
          onClose={() => setShownId(null)}
        />
      )}
    </PagePart>
  )
}
