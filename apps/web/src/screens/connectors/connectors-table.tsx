import { type Connector, type Id, MINUTE, type Millis } from '@hookwright/model'
import { Badge, BrandMark, cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { DayOfEvents } from '../../features/history/day-of-events.ts'
import { useDaysOfEvents } from '../../features/history/use-days-of-events.ts'
import { useNow } from '../../features/switch/use-now.ts'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { formatHours, HourBars } from '../../kit/page/hour-bars.tsx'
import { useConnectors } from './use-connectors.ts'
import { type Offer, useOffers } from './use-offers.ts'
import type { Tally } from './use-tallies.ts'

/**
 * Returns the next step for a connector, and the tab to do it in. Null if flows with the connector are turned
 * on.
 */
const nextStepOf = ({
  flows,
  deployed,
  on
}: Tally): { say: string; tab: 'flows' | 'deployment' | null } | null => {
  if (flows === 0) return { say: 'Add an event or action', tab: 'flows' }
  if (deployed === null) return { say: 'Deploy a version', tab: 'deployment' }
  return on === 0 ? { say: 'Use it in a flow', tab: null } : null
}

const stepClass = 'relative inline-flex min-h-6 items-center rounded-xs text-accent-text hover:underline'

/** State of a connector: in use, or a link to its next step. */
const State = ({ tally }: { tally: Tally }) => {
  const next = nextStepOf(tally)
  if (next === null) {
    return (
      <Badge tone="ok" icon={<Check aria-hidden />}>
        In use
      </Badge>
    )
  }
  return next.tab === null ? (
    <Link to="/flows" className={stepClass}>
      {next.say}
    </Link>
  ) : (
    <Link
      to={`/connectors/$connectorId/${next.tab}`}
      params={{ connectorId: tally.connectorId }}
      className={stepClass}
    >
      {next.say}
    </Link>
  )
}

const DAY = 'Deliveries, 24 hours'
const [EVENTS, ACTIONS] = ['Events', 'Actions'] as const

const heads = [
  { words: 'Connector', className: 'w-full' },
  { words: 'Version', className: 'min-w-20 max-md:hidden' },
  { words: DAY, className: 'min-w-36 max-lg:hidden' },
  { words: EVENTS, className: 'min-w-16 text-right! max-lg:hidden' },
  { words: ACTIONS, className: 'min-w-20 text-right! max-lg:hidden' },
  { words: 'Used by', className: 'min-w-22 text-right! max-md:hidden' },
  { words: 'Edited', className: 'min-w-28 text-right! max-lg:hidden' },
  { words: 'State', className: 'min-w-36 text-right! max-md:min-w-0' }
]

/** Maximum number of connectors with a bar chart of their deliveries. Each chart requires a query. */
const MOST_WITH_BARS = 12

const countClass = (count: number): string => cx('tabular', count === 0 ? 'text-ink-3' : 'text-ink-2')

const Row = ({
  connector: { id, name, description, branding },
  tally,
  offer,
  hasOffers,
  hasBars,
  day,
  now
}: {
  connector: Connector
  /**
   * Events and actions of the connector's deployed version; undefined without such a version, and while
   * loading.
   */
  offer: Offer | undefined
  /** True if the table has columns for events and actions. */
  hasOffers: boolean
  /** True in a table with a column for the chart of the last 24 hours' deliveries. */
  hasBars: boolean
  /** Deliveries of the last 24 hours; undefined while loading. */
  day: DayOfEvents | undefined
  /** Counts and deployed version of the connector; undefined while loading. */
  tally: Tally | undefined
  now: Millis
}) => (
  <tr className="relative h-13 border-b border-line hover:bg-hover">
    <td className="w-full max-w-0 p-0 pr-6">
      <span className="flex items-center gap-3">
        <BrandMark name={name} {...branding} />
        <span className="flex min-w-0 flex-col">
          <Link
            to="/connectors/$connectorId"
            params={{ connectorId: id }}
            className="w-fit max-w-full truncate rounded-xs text-h3 text-ink after:absolute after:inset-0"
          >
            {name}
          </Link>
          {description !== '' && <span className="truncate text-small text-ink-3">{description}</span>}
        </span>
      </span>
    </td>
    <td
      className={cx(
        'p-0 whitespace-nowrap max-md:hidden',
        tally?.deployed == null ? 'text-ink-3' : 'text-ink-2'
      )}
    >
      {tally !== undefined && (tally.deployed === null ? 'Not deployed' : `v${tally.deployed}`)}
    </td>
    {hasBars && (
      <td className="p-0 max-lg:hidden">
        {day !== undefined && (
          <HourBars hours={day.hours} isNarrow label={formatHours(day.hours, 'delivery', 'deliveries')} />
        )}
      </td>
    )}
    {(hasOffers ? (['events', 'actions'] as const) : []).map(kind => (
      <td
        key={kind}
        className={cx('p-0 text-right whitespace-nowrap max-lg:hidden', countClass(offer?.[kind] ?? 0))}
      >
        {offer === undefined ? '—' : formatNumber(offer[kind])}
      </td>
    ))}
    <td className={cx('p-0 text-right whitespace-nowrap max-md:hidden', countClass(tally?.on ?? 0))}>
      {tally !== undefined && (tally.on === 0 ? '—' : formatCount(tally.on, 'flow'))}
    </td>
    <td className="tabular p-0 text-right whitespace-nowrap text-ink-2 max-lg:hidden">
      {tally !== undefined && (
        <time dateTime={new Date(tally.editedAt).toISOString()} title={minuteTime(tally.editedAt)}>
          {formatAgo(tally.editedAt, now)}
        </time>
      )}
    </td>
    <td className="p-0 text-right whitespace-nowrap">{tally !== undefined && <State tally={tally} />}</td>
  </tr>
)

/** Table of connectors: version, deliveries, flows, users and state of each. */
export const ConnectorsTable = ({
  connectors,
  tallies
}: {
  connectors: readonly Connector[]
  /** Counts by connector; null while loading. */
  tallies: ReadonlyMap<Id, Tally> | null
}) => {
  // Of all, so that the column stays while somebody types a search.
  const hasBars = useConnectors().length <= MOST_WITH_BARS
  const now = useNow(MINUTE)
  const days = useDaysOfEvents(hasBars ? connectors.map(({ id }) => ({ connectorId: id })) : [], now)
  const offers = useOffers()
  return (
    <table aria-label="Connectors" className="w-full border-collapse text-body">
      {/* A phone shows no columns to name. */}
      <thead className="max-md:sr-only">
        <tr className="h-8 border-b border-line text-left text-small text-ink-3">
          {heads
            .filter(({ words }) => hasBars || words !== DAY)
            .filter(({ words }) => offers !== null || (words !== EVENTS && words !== ACTIONS))
            .map(({ words, className }) => (
              <th key={words} scope="col" className={cx('p-0 text-left font-medium', className)}>
                {words}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {connectors.map((connector, at) => (
          <Row
            key={connector.id}
            connector={connector}
            hasBars={hasBars}
            day={days[at]}
            offer={offers?.get(connector.id)}
            hasOffers={offers !== null}
            now={now}
            tally={tallies?.get(connector.id)}
          />
        ))}
      </tbody>
    </table>
  )
}
