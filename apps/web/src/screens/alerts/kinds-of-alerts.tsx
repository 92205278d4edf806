import { type AlertKind, alertKinds, alertTitles } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import type { ListedEndpoint } from './api-types.ts'

/** Description of each kind of alert: “A registration that expires could not be renewed.” */
const causes: Record<AlertKind, string> = {
  'subscription-lost': 'A registration expired or no longer exists at the service. Events may be missed.',
  'renewal-failed': 'A registration could not be renewed and may expire.',
  'registration-uncertain':
    'The response of the service was lost, so it is unknown whether the flow is registered there.',
  'cleanup-stuck': 'A registration could not be removed and may still exist at the service.',
  'poll-failed': 'Polling for a flow failed several times in a row.',
  'flow-on-hold':
    'The owner of a flow has lost access to a connection of the flow. New events are stored until the hold ends.',
  'run-on-hold': 'A run stopped and is waiting for your decision.',
  'authorization-lost':
    'Someone must sign in to a connection again. Requests with this connection fail until then.',
  'breaker-open': 'Too many requests to a service failed, so further requests are blocked temporarily.',
  'drift-found': 'The data of deliveries differs from the declared outputs of the event.'
}

/** Returns the hosts of the endpoints that receive a kind of alert. */
export const hostsOf = (
  kind: AlertKind,
  endpoints: readonly Pick<ListedEndpoint, 'url' | 'kinds' | 'status'>[]
): string[] => [
  ...new Set(
    endpoints
      .filter(({ kinds, status }) => status.is === 'on' && (kinds === null || kinds.includes(kind)))
      .map(({ url }) => new URL(url).host)
  )
]

const gridClass =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 md:grid-cols-[13rem_minmax(0,1fr)_auto]'

/** List of the kinds of alerts with their causes. Admins who have added endpoints also see the recipients. */
export const KindsOfAlerts = () => {
  const isAdmin = usePerson().role === 'admin'
  const { data: endpoints } = useQuery({
    ...useTrpc().alertEndpoints.list.queryOptions(),
    enabled: isAdmin
  })
  const isSent = endpoints !== undefined && endpoints.length > 0
  return (
    <details open className="group border-t border-line">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-xs text-h3 text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
          strokeWidth={1.75}
        />
        <h2 className="m-0 text-h3">Reasons for alerts</h2>
        <span className="tabular text-small font-normal text-ink-3">{alertKinds.length}</span>
      </summary>
      {/* A phone shows no columns to name. */}
      <div
        aria-hidden
        className={cx(
          gridClass,
          'min-h-8 border-b border-line text-small font-medium text-ink-3 max-md:hidden'
        )}
      >
        <span>Kind</span>
        <span>Cause</span>
        <span>{isSent && 'Sent to'}</span>
      </div>
      <ul className="m-0 list-none p-0 text-body">
        {alertKinds.map(kind => (
          <li key={kind} className={cx(gridClass, 'min-h-11 border-b border-line py-1.5')}>
            <span className="text-label text-ink">{alertTitles[kind]}</span>
            <span className="text-ink-2 max-md:order-1 max-md:col-span-2 max-md:text-small max-md:text-ink-3">
              {causes[kind]}
            </span>
            <span className="max-w-80 truncate text-right text-small text-ink-3 max-md:max-w-40">
              {isSent && (
                <>
                  <span className="sr-only">Sent to </span>
                  {['In the app', ...hostsOf(kind, endpoints)].join(', ')}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
