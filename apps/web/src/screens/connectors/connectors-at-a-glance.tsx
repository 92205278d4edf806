import { BrandMark, cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { formatCount } from '../../kit/page/format-count.ts'
import { useConnectors } from './use-connectors.ts'
import { type Tally, useTallies } from './use-tallies.ts'

/** Number of connectors listed; the list on the left has all of them. */
const MOST_LISTED = 20

/** Returns what a connector lacks, with the tab where it is done; null for one that is in use. */
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

const NextStep = ({ tally }: { tally: Tally }) => {
  const next = nextStepOf(tally)
  if (next === null) {
    return (
      <span className="inline-flex items-center gap-1.5 text-ink-2">
        <Check aria-hidden className="size-4 text-ok" strokeWidth={2} />
        In use
      </span>
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

const headClass = 'h-8 border-b border-line text-left text-small font-medium text-ink-3'

/** Table of the connectors that were edited last, with what each has and its next step. */
export const ConnectorsAtAGlance = () => {
  const connectors = useConnectors()
  const tallies = useTallies()
  if (tallies === null) return null
  const rows = connectors
    .flatMap(connector => {
      const tally = tallies.get(connector.id)
      return tally === undefined ? [] : [{ connector, tally }]
    })
    .toSorted((one, other) => other.tally.editedAt - one.tally.editedAt)
    .slice(0, MOST_LISTED)
  return (
    <table aria-label="What each connector has" className="w-full table-fixed border-collapse text-body">
      <thead>
        <tr>
          <th scope="col" className={headClass}>
            Connector
          </th>
          <th scope="col" className={cx(headClass, 'w-36')}>
            Version
          </th>
          <th scope="col" className={cx(headClass, 'w-24')}>
            Flows
          </th>
          <th scope="col" className={cx(headClass, 'w-32')}>
            Used by
          </th>
          <th scope="col" className={cx(headClass, 'w-52')}>
            Next step
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ connector: { id, name, branding }, tally }) => (
          <tr key={id} className="relative isolate h-11 border-b border-line hover:bg-hover">
            <td className="pr-4">
              <span className="flex items-center gap-3">
                <BrandMark name={name} {...branding} size={24} />
                <Link
                  to="/connectors/$connectorId"
                  params={{ connectorId: id }}
                  className="truncate rounded-xs text-label text-ink after:absolute after:inset-0"
                >
                  {name}
                </Link>
              </span>
            </td>
            <td className={cx('tabular', tally.deployed === null ? 'text-ink-3' : 'text-ink-2')}>
              {tally.deployed === null ? 'Not deployed' : `Version ${tally.deployed}`}
            </td>
            <td className="tabular text-ink-2">{tally.flows}</td>
            <td className={cx('tabular', tally.on === 0 ? 'text-ink-3' : 'text-ink-2')}>
              {tally.on === 0 ? 'No flows' : formatCount(tally.on, 'flow')}
            </td>
            <td>
              <NextStep tally={tally} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
