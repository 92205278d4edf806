import { Badge, cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, CircleX, Users } from 'lucide-react'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { kindLabels } from '../connectors/authentication/kind-labels.ts'
import type { ConnectionsSearch } from './connections-search.ts'
import { isFailing, type ListedConnection, ownerWord, stateWord, usersWord } from './format-connection.ts'

/** The columns of the list from `md` on: connection, connector, sign-in, used by, checked, state. */
export const columns =
  'md:grid md:items-center md:gap-x-4 md:grid-cols-[minmax(0,1fr)_5rem_8rem] lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_5rem_7rem_8rem] xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_5rem_8rem_8rem]'

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
  const { id, name, connectorId, connectorName, users, check, access, shares, kind, methodName } = connection
  const now = Date.now()
  return (
    <li
      className={cx(
        'relative isolate flex min-h-13 items-center gap-x-3 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s',
        columns,
        isOpen ? 'before:bg-accent-soft' : 'hover:before:bg-hover'
      )}
    >
      <span className="flex min-w-0 grow items-center gap-3">
        <ConnectorMark connectorId={connectorId} name={connectorName} />
        <span className="flex min-w-0 flex-col">
          <Link
            to="/connections"
            search={{ ...search, connection: id }}
            data-connection={id}
            aria-current={isOpen || undefined}
            className="w-fit max-w-full truncate rounded-xs text-h3 text-ink after:absolute after:inset-0"
          >
            {name}
          </Link>
          <span className="flex min-w-0 items-center gap-1.5 text-small text-ink-3">
            <span className="truncate">
              <span className="lg:hidden">{connectorName} · </span>
              <span className="sr-only">Owner: </span>
              {ownerWord(connection)}
              <span className="md:hidden"> · {usersWord(users.length)}</span>
            </span>
            {(access === 'shared' || shares.length > 0) && (
              <>
                <Users aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
                <span className="sr-only">Shared</span>
              </>
            )}
          </span>
        </span>
      </span>
      <span className="min-w-0 truncate text-ink-2 max-lg:hidden">{connectorName}</span>
      <span className="min-w-0 truncate text-ink-2 max-xl:hidden">
        {kind === null ? '–' : (methodName ?? kindLabels[kind])}
      </span>
      <span
        className={cx('tabular max-md:hidden', users.length === 0 ? 'text-ink-3' : 'text-label text-ink')}
      >
        <span className="sr-only">Used by </span>
        {usersWord(users.length)}
      </span>
      <span className="tabular text-ink-2 max-lg:hidden">
        {check === null ? '–' : <time title={minuteTime(check.at)}>{formatAgo(check.at, now)}</time>}
      </span>
      <span className="flex shrink-0 justify-end">
        <StateChip connection={connection} />
      </span>
    </li>
  )
}
