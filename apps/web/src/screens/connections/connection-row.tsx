import { type Id, type Millis, shownFlowName } from '@hookwright/model'
import { Badge, Button, cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CircleX, Timer, Users as UsersIcon } from 'lucide-react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { dayTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { formatNumber } from '../../kit/page/format-count.ts'
import { formatSignIn } from '../connectors/authentication/kind-labels.ts'
import type { ConnectionsSearch } from './connections-search.ts'
import {
  formatConnectionState,
  formatEnd,
  formatOwner,
  formatUsingFlows,
  isFailing,
  type ListedConnection,
  nearEndOf,
  stateLine
} from './format-connection.ts'

const grid = 'md:grid md:items-center md:gap-x-4 md:grid-cols-[minmax(0,1fr)_9rem_12.5rem]'

/**
 * CSS classes for the list's columns from `md` on: connection, sign-in, used by, last check, expiry, state,
 * action.
 */
export const columnsAlone = `${grid} lg:grid-cols-[minmax(0,1fr)_8rem_5.5rem_11.5rem_4rem] xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1.2fr)_5.5rem_5.5rem_11.5rem_4rem]`

/**
 * CSS classes for the list's columns while a detail panel is open. The panel itself shows sign-in, check and
 * expiry.
 */
export const compactColumns = grid

/** Flows that use a connection: the name of the first flow and the number of others. */
const Users = ({ users }: Pick<ListedConnection, 'users'>) => {
  const [first, ...others] = users
  if (first === undefined) return <span className="text-ink-3">No flows</span>
  return (
    <span
      className="flex min-w-0 items-baseline gap-1.5"
      title={users.map(({ name }) => shownFlowName(name)).join(', ')}
    >
      <span className="truncate text-ink">{shownFlowName(first.name)}</span>
      {others.length > 0 && (
        <span className="tabular shrink-0 text-ink-3">
          +{formatNumber(others.length)}
          <span className="sr-only"> more</span>
        </span>
      )}
    </span>
  )
}

/**
 * Chip with the state of a connection and the time. It has no color if the connection works or was never
 * checked.
 */
const StateChip = ({
  connection,
  now,
  isBeside
}: {
  connection: ListedConnection
  now: Millis
  isBeside: boolean
}) => {
  // The time has a column of its own where there is room for it.
  const timeClass = cx(!isBeside && 'lg:hidden')
  const word = formatConnectionState(connection)
  if (isFailing(connection)) {
    return (
      <Badge tone="err" icon={<CircleX aria-hidden />}>
        {word}
        <span className={cx('max-md:sr-only', timeClass)}>
          {stateLine(connection, now).slice(word.length)}
        </span>
      </Badge>
    )
  }
  const endsAt = nearEndOf(connection, now)
  if (endsAt !== null) {
    return (
      <Badge tone="warn" icon={<Timer aria-hidden />}>
        <span className="first-letter:uppercase">{formatEnd(endsAt, now)}</span>
      </Badge>
    )
  }
  const isWell = word === 'Works' || word === 'Connected'
  return (
    <Badge tone={isWell ? 'ok' : 'neutral'} icon={isWell ? <Check aria-hidden /> : undefined}>
      {word}
      <span className={timeClass}>{stateLine(connection, now).slice(word.length)}</span>
    </Badge>
  )
}

/** Returns the host that a connector calls; null if the host depends on the connection. */
const useHostOf = (connectorId: Id): string | null => {
  const { data: connectors } = useQuery(useTrpc().connectors.list.queryOptions())
  const base = connectors?.find(({ id }) => id === connectorId)?.authentication.baseUrl
  const url = base?.kind === 'literal' && typeof base.value === 'string' ? base.value : ''
  return URL.canParse(url) ? new URL(url).host : null
}

/** Row of the connection list. A click opens the details. */
export const ConnectionRow = ({
  connection,
  isOpen,
  isBeside,
  search,
  isChecking,
  onCheck
}: {
  connection: ListedConnection
  isOpen: boolean
  /** True while the details of a connection are open at the right. */
  isBeside: boolean
  search: ConnectionsSearch
  isChecking: boolean
  /** Called to ping the service. */
  onCheck: () => void
}) => {
  const { id, name, connectorId, connectorName, users, access, shares, kind, methodName } = connection
  const now = Date.now()
  const host = useHostOf(connectorId)
  const { check, authorization } = connection
  const at = check?.at ?? authorization?.at
  const endsAt = authorization?.is === 'signed-in' ? authorization.endsAt : undefined
  return (
    <li
      className={cx(
        'group relative isolate flex min-h-13 items-center gap-x-3 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s',
        isBeside ? compactColumns : columnsAlone,
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
              {connectorName}
              {access !== 'own' && (
                <>
                  {' · '}
                  <span className="sr-only">Owner: </span>
                  {formatOwner(connection)}
                </>
              )}
              {/* A phone has room for the use, which matters more than the host. */}
              {host !== null && (
                <span className="max-md:hidden">
                  {' · '}
                  <span className="font-code">{host}</span>
                </span>
              )}
              <span className="md:hidden"> · {formatUsingFlows(users.length)}</span>
            </span>
            {(access === 'shared' || shares.length > 0) && (
              <>
                <UsersIcon aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
                <span className="sr-only">Shared</span>
              </>
            )}
          </span>
        </span>
      </span>
      <span className={cx('min-w-0 truncate text-ink-2', isBeside ? 'hidden' : 'max-xl:hidden')}>
        {kind === null ? '—' : (methodName ?? formatSignIn(kind))}
      </span>
      <span className="min-w-0 max-md:hidden">
        <span className="sr-only">Used by </span>
        <Users users={users} />
      </span>
      <span
        className={cx(
          'tabular whitespace-nowrap',
          at === undefined ? 'text-ink-3' : 'text-ink-2',
          isBeside ? 'hidden' : 'max-lg:hidden'
        )}
      >
        <span className="sr-only">Checked </span>
        {at === undefined ? 'Not yet' : formatAgo(at, now)}
      </span>
      <span
        className={cx(
          'tabular whitespace-nowrap',
          endsAt === undefined ? 'text-ink-3' : 'text-ink-2',
          isBeside ? 'hidden' : 'max-xl:hidden'
        )}
      >
        <span className="sr-only">Expires </span>
        {endsAt === undefined ? 'Never' : dayTime(endsAt)}
      </span>
      <span className={cx('flex shrink-0 items-center justify-end', !isBeside && 'lg:justify-start')}>
        <StateChip connection={connection} now={now} isBeside={isBeside} />
      </span>
      <span className={cx('flex justify-end', isBeside ? 'hidden' : 'max-lg:hidden')}>
        {connection.mayPing && (
          <Button
            size="card"
            busy={isChecking}
            aria-label={`Check ${name}`}
            onClick={onCheck}
            className="relative"
          >
            Check
          </Button>
        )}
      </span>
    </li>
  )
}
