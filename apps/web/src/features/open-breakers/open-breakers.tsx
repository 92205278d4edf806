import type { AppRouter } from '@hookwright/api'
import { formatBreakerReason, type Id, SECOND } from '@hookwright/model'
import { Button, cx } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { ShieldAlert } from 'lucide-react'
import { useId } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson, useWhyNotMaker } from '../../kit/page/use-person.ts'
import { useNow } from '../switch/use-now.ts'
import { formatNextProbe } from './format-probe.ts'

type OpenBreaker = inferRouterOutputs<AppRouter>['openBreakers']['list'][number]

const formatBreaker = ({ why, since, opened, connectionName }: OpenBreaker): string =>
  [
    `Blocked ${connectionName === null ? 'for all connections' : `for the connection “${connectionName}”`} since ${minuteTime(since)}: ${formatBreakerReason(why)}.`,
    'Runs that call this host wait. Waiting does not count as a failed attempt.',
    ...(opened > 1 ? [`The circuit breaker has opened ${opened} times.`] : [])
  ].join(' ')

const Row = ({ held, mayAct }: { held: OpenBreaker; mayAct: boolean }) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const { connectorId, connectionId, host, connectorName } = held
  const now = useNow(SECOND)
  const of = { connectorId, connectionId, host }
  const failed = { onError: notifier.failed }
  const probe = useMutation(
    trpc.openBreakers.probe.mutationOptions({
      ...failed,
      onSuccess: () =>
        notifier.done(`The next call to ${host} is sent as a probe to check whether the host responds.`)
    })
  )
  const close = useMutation(
    trpc.openBreakers.close.mutationOptions({
      ...failed,
      onSuccess: () => notifier.done(`The circuit breaker for ${host} is closed. Waiting runs resume.`)
    })
  )
  const isBusy = probe.isPending || close.isPending
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3 first:border-t-0">
      <div className="min-w-60 grow basis-0">
        <p className="m-0 text-label break-words text-ink">
          {connectorName} at {host}
        </p>
        <p className="m-0 text-small text-ink-2">
          {formatBreaker(held)} <span className="tabular">{formatNextProbe(held.until, now)}</span>
        </p>
      </div>
      {mayAct && (
        <div className="flex items-center gap-2">
          <Button
            size="card"
            busy={probe.isPending}
            disabled={isBusy}
            aria-label={`Probe ${host} now`}
            onClick={() => probe.mutate(of)}
          >
            Probe now
          </Button>
          <Button
            size="card"
            busy={close.isPending}
            disabled={isBusy}
            aria-label={`Close breaker for ${host}`}
            onClick={() => close.mutate(of)}
          >
            Close breaker
          </Button>
        </div>
      )}
    </li>
  )
}

/**
 * List of services that are temporarily not called because too many calls failed, optionally of one
 * connector. Renders nothing if there are none.
 */
export const OpenBreakers = ({ connectorId, className }: { connectorId?: Id; className?: string }) => {
  const id = useId()
  const { role } = usePerson()
  const makes = useWhyNotMaker() === null
  const { data: all = [] } = useQuery(useTrpc().openBreakers.list.queryOptions())
  const list = connectorId === undefined ? all : all.filter(held => held.connectorId === connectorId)
  if (list.length === 0) return null
  return (
    <section
      aria-labelledby={id}
      className={cx('rounded-m border border-line bg-surface px-4 pt-3 pb-1 shadow-1', className)}
    >
      <h2 id={id} className="m-0 flex items-center gap-2 text-h1">
        <ShieldAlert aria-hidden className="size-5 text-warn" strokeWidth={1.75} />
        Services blocked by an open breaker
      </h2>
      <ul className="m-0 list-none p-0">
        {list.map(held => (
          <Row
            key={`${held.connectionId ?? held.connectorId} ${held.host}`}
            held={held}
            mayAct={role !== 'viewer' && (held.connectionId !== null || makes)}
          />
        ))}
      </ul>
    </section>
  )
}
