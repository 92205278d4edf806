import { shownFlowName } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useNow } from '../../features/switch/use-now.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatNumber } from '../../kit/page/format-count.ts'
import { formatHours, HourBars } from '../../kit/page/hour-bars.tsx'
import { EmptySection, moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { FlowMark, formatStart } from '../flows/flow-about.tsx'
import { LastOfFlow } from '../flows/last-of-flow.tsx'

/** Flows with the most runs in the last 24 hours. If `isWide`, they are in two columns. */
export const BusiestFlows = ({ isWide = false }: { isWide?: boolean }) => {
  const trpc = useTrpc()
  const now = useNow(15_000)
  const { data } = useQuery(trpc.flows.activity.queryOptions({}))
  const rows = data?.rows ?? []
  const summaries = useQueries({
    queries: rows.map(({ flowId }) => trpc.flows.summary.queryOptions({ flowId }))
  })
  return (
    <PagePart
      id="busiest-flows"
      title="Busiest flows"
      more={
        <Link to="/flows" className={moreClass}>
          All flows
        </Link>
      }
    >
      {data !== undefined && rows.length === 0 && (
        <EmptySection title="No runs in 24 hours">
          Flows that are on and run appear here, the busiest first.
        </EmptySection>
      )}
      <ul className={cx('m-0 grid list-none gap-x-10 p-0', isWide && rows.length > 1 && 'xl:grid-cols-2')}>
        {rows.map(({ flowId, hours }, at) => {
          const flow = summaries[at]?.data
          if (flow === undefined) return null
          const name = shownFlowName(flow.name)
          return (
            <li
              key={flowId}
              className="relative isolate grid min-h-13 grid-cols-[minmax(0,1fr)_auto_3rem_8rem] items-center gap-x-4 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover max-md:grid-cols-[minmax(0,1fr)_auto]"
            >
              <span className="flex min-w-0 items-center gap-3">
                <FlowMark flow={flow} size={28} />
                <span className="flex min-w-0 flex-col">
                  <Link
                    to="/flows/$flowId"
                    params={{ flowId }}
                    className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
                  >
                    {name}
                  </Link>
                  <span className="truncate text-small text-ink-3">{formatStart(flow)}</span>
                </span>
              </span>
              <HourBars
                hours={hours}
                isRunning={flow.lastRun?.status.is === 'running'}
                isNarrow
                label={formatHours(hours)}
                className="max-md:hidden"
              />
              <span aria-hidden className="tabular text-right text-label max-md:hidden">
                {formatNumber(hours.reduce((sum, { runs }) => sum + runs, 0))}
              </span>
              <span className="flex justify-end">
                <LastOfFlow flow={flow} name={name} now={now} />
              </span>
            </li>
          )
        })}
      </ul>
    </PagePart>
  )
}
