import { HOUR, type Id, MINUTE } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayOf, dayOfRuns, firstHourOf, formatRuns } from '../../../features/history/day-of-events.ts'
import { useNow } from '../../../features/switch/use-now.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { FigureCell, Figures, FigureWords, figureClass } from '../../../kit/page/figures.tsx'
import { formatAgo } from '../../../kit/page/format-ago.ts'
import { formatCount, formatNumber } from '../../../kit/page/format-count.ts'
import { type Hour, HourBars } from '../../../kit/page/hour-bars.tsx'
import { deployedOf } from '../deployment/use-versions.ts'
import { definesEvent } from '../flows/flow-groups.ts'
import { useConnectorUsers } from '../use-connector-users.ts'
import { useRunsOfUsers } from '../use-runs-of-users.ts'
import { useTallies } from '../use-tallies.ts'

const lazyDialog = lazyPart(() => import('../user-flows-dialog.tsx'))

/** Count of the last 24 hours with its bars. */
const DayFigure = ({
  label,
  count,
  day: { hours, failed },
  say
}: {
  label: string
  count: string
  day: { hours: readonly Hour[]; failed: number }
  /** The count in words, for the text alternative of the bars. */
  say: string
}) => (
  <>
    <FigureWords
      label={label}
      value={count}
      note={failed === 0 ? null : `${formatNumber(failed)} failed`}
      tone="err"
    />
    <HourBars
      hours={hours}
      height={28}
      isNarrow
      label={`${say} in 24 hours, ${formatNumber(failed)} failed`}
      className="self-end max-sm:hidden xl:max-[1439px]:hidden"
    />
  </>
)

/**
 * Number of deliveries of the last 24 hours for flows that the member may see, with a link to the deliveries.
 */
const Deliveries = ({ connectorId }: { connectorId: Id }) => {
  const first = firstHourOf(Math.floor(useNow(MINUTE) / HOUR) * HOUR)
  const { data: chart } = useQuery(
    useTrpc().deliveries.chart.queryOptions(
      { connectorId, from: first },
      { placeholderData: keepPreviousData }
    )
  )
  const day = dayOf(chart ?? { edges: [], counts: [] }, first)
  return (
    <Link to="/deliveries" search={{ connector: connectorId, last: '24h' }} className={figureClass}>
      <DayFigure
        label="Deliveries, 24 hours"
        count={formatNumber(day.events)}
        day={day}
        say={formatCount(day.events, 'delivery', 'deliveries')}
      />
    </Link>
  )
}

/** Number of runs of the last 24 hours of the flows that use a connector, with a link to the runs. */
const Runs = ({ connectorId }: { connectorId: Id }) => {
  const day = useRunsOfUsers(connectorId, true)() ?? dayOfRuns([])
  const [user, ...others] = useConnectorUsers(connectorId) ?? []
  const flow = others.length === 0 ? user?.flowId : undefined
  return (
    <Link to="/runs" search={{ flow, last: '24h' }} className={figureClass}>
      <DayFigure
        label="Runs, 24 hours"
        count={formatRuns(day)}
        day={day}
        say={formatCount(day.runs, 'run')}
      />
    </Link>
  )
}

/**
 * Describes how many of the flows with a connector are on: `2 turned on`, `all turned on`. Returns null if
 * none are.
 */
const noteOf = (on: number, all: number): string | null => {
  if (on === 0) return null
  if (on < all) return `${formatNumber(on)} turned on`
  return all === 1 ? 'turned on' : 'all turned on'
}

/**
 * Key figures of a connector: version, users, the events and actions that it offers, and its deliveries. A
 * connector without events has runs in place of deliveries.
 */
export const ConnectorFigures = ({ connectorId, name }: { connectorId: Id; name: string }) => {
  const [isShown, setShown] = useState(false)
  const dialog = useLazy(lazyDialog, isShown)
  const now = useNow(15_000)
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  const deployed = deployedOf(versions ?? [])
  const users = useConnectorUsers(connectorId)
  const tally = useTallies()?.get(connectorId)
  const { data: flows } = useQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  const on = users?.filter(user => user.on).length ?? 0
  // Nothing is counted before something is drawn.
  if (tally === undefined || flows === undefined || (tally.flows === 0 && deployed === undefined)) return null
  const offered = flows.filter(({ kind }) => definesEvent(kind) || kind === 'action').length
  const hasEvents = flows.some(({ kind }) => definesEvent(kind))
  return (
    <>
      <Figures label="Key figures">
        <FigureCell>
          <Link to="/connectors/$connectorId/deployment" params={{ connectorId }} className={figureClass}>
            <FigureWords
              label="Version"
              value={deployed === undefined ? 'None' : `v${deployed.number}`}
              note={
                deployed?.deployedAt == null
                  ? 'not deployed'
                  : `deployed ${formatAgo(deployed.deployedAt, now)}`
              }
            />
          </Link>
        </FigureCell>
        <FigureCell>
          <button type="button" aria-haspopup="dialog" className={figureClass} onClick={() => setShown(true)}>
            <FigureWords
              label="Used by"
              value={users === null ? '—' : formatCount(users.length, 'flow')}
              note={noteOf(on, users?.length ?? 0)}
            />
          </button>
        </FigureCell>
        <FigureCell>
          {hasEvents ? <Deliveries connectorId={connectorId} /> : <Runs connectorId={connectorId} />}
        </FigureCell>
        <FigureCell>
          <Link to="/connectors/$connectorId/flows" params={{ connectorId }} className={figureClass}>
            <FigureWords
              label="Events and actions"
              value={formatNumber(offered)}
              note={tally.flows > offered ? `+ ${formatNumber(tally.flows - offered)} supporting` : null}
            />
          </Link>
        </FigureCell>
      </Figures>
      {isShown && dialog !== null && users !== null && (
        <dialog.UserFlowsDialog name={name} flows={users} onClose={() => setShown(false)} />
      )}
    </>
  )
}
