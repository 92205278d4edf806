import { Badge, cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, CircleX, Users } from 'lucide-react'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import type { ConnectionsSearch } from './connections-search.ts'
import { isFailing, type ListedConnection, ownerWord, stateWord, usersWord } from './format-connection.ts'

/** The columns of the list from `md` on: connection, connector, owner, used by, checked, state. */
export const columns =
  'md:grid md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_5rem_10.5rem_9.5rem] md:items-center md:gap-x-4'

/** The state of a connection as a chip; plain when it works or was never checked. */
const StateChip = ({ connection }: { connection: ListedConnection }) => {
  const word = stateWord(connection)
  if (isFailing(connection)) {
    return (
      <Badge tone="err" icon={<CircleX aria-hidden />}>
        {word}
      </Badge>
    )
  }
  return (
    <span className="inline-flex items-center gap-1 text-small whitespace-nowrap text-ink-2">
      {(word === 'Works' || word === 'Connected') && (
        <Check aria-hidden className="size-3.5 text-ok" strokeWidth={2} />
      )}
      {word}
    </span>
  )
}

/** One connection in the list; the row opens its details. */
export const ConnectionRow = ({
  connection,
  isOpen,
  search
}: {
  connection: ListedConnection
  isOpen: boolean
  search: ConnectionsSearch
}) => {
  const { id, name, connectorId, connectorName, users, check, access, shares } = connection
  return (
    <li
      className={cx(
        'relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2.5 hover:bg-hover',
        'px-6 max-md:px-4',
        columns,
        isOpen && 'bg-accent-soft'
      )}
    >
      <span className="flex min-w-0 grow items-center gap-3 max-md:basis-full">
        <ConnectorMark connectorId={connectorId} name={connectorName} />
        <Link
          to="/connections"
          search={{ ...search, connection: id }}
          data-connection={id}
          aria-current={isOpen || undefined}
          className="min-w-0 truncate rounded-xs text-label text-ink after:absolute after:inset-0"
        >
          {name}
        </Link>
      </span>
      <span className="min-w-0 truncate text-ink-2 max-md:text-small">{connectorName}</span>
      <span className="flex min-w-0 items-center gap-1.5 text-ink-2 max-md:text-small">
        <span className="sr-only">Owner: </span>
        <span className="min-w-0 truncate">{ownerWord(connection)}</span>
        {(access === 'shared' || shares.length > 0) && (
          <>
            <Users aria-hidden className="size-3.5 shrink-0 text-ink-3" strokeWidth={1.75} />
            <span className="sr-only">Shared</span>
          </>
        )}
      </span>
      <span className="tabular text-ink-2 max-md:text-small">
        <span className="sr-only">Used by </span>
        {usersWord(users.length)}
      </span>
      <span className="tabular text-ink-2 max-md:hidden">{check === null ? '–' : minuteTime(check.at)}</span>
      <span className="flex justify-end max-md:ml-auto">
        <StateChip connection={connection} />
      </span>
    </li>
  )
}
