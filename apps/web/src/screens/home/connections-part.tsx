import { MINUTE } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useNow } from '../../features/switch/use-now.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { formatUsingFlows, isFailing, nearEndOf, stateLine } from '../connections/format-connection.ts'

/** Maximum number of connections in the section. */
const MOST = 4

/** Connections with their last check, most used first. Renders nothing without connections. */
export const ConnectionsPart = () => {
  const { data: all = [] } = useQuery(useTrpc().connections.overview.queryOptions())
  const now = useNow(MINUTE)
  if (all.length === 0) return null
  const rows = all.toSorted((one, other) => other.users.length - one.users.length).slice(0, MOST)
  return (
    <PagePart
      id="connections"
      title="Connections"
      more={
        <Link to="/connections" className={moreClass}>
          All connections
        </Link>
      }
    >
      <ul className="m-0 list-none p-0">
        {rows.map(connection => {
          const needsCare = isFailing(connection) || nearEndOf(connection, now) !== null
          return (
            <li
              key={connection.id}
              className="relative isolate flex min-h-12 items-center gap-3 border-b border-line py-1 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover"
            >
              <ConnectorMark connectorId={connection.connectorId} name={connection.connectorName} size={28} />
              <span className="flex min-w-0 grow flex-col">
                <Link
                  to="/connections"
                  search={{ connection: connection.id }}
                  className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
                >
                  {connection.name}
                </Link>
                <span className="truncate text-small text-ink-3">
                  {connection.connectorName} · {formatUsingFlows(connection.users.length)}
                </span>
              </span>
              <span
                className={cx(
                  'tabular flex shrink-0 items-center gap-1 text-small font-medium',
                  needsCare ? 'text-warn' : 'text-ink-2'
                )}
              >
                {!needsCare && <Check aria-hidden className="size-3.5 text-ok" strokeWidth={2} />}
                {stateLine(connection, now)}
              </span>
            </li>
          )
        })}
      </ul>
    </PagePart>
  )
}
