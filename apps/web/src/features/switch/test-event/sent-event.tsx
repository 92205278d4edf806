import type { AppRouter } from '@hookwright/api'
import type { DeliveryStatus, Header, Id } from '@hookwright/model'
import { runStatusText } from '@hookwright/model'
import { Badge, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatFailed } from '../../history/delivery-result.ts'

type Sent = inferRouterOutputs<AppRouter>['flows']['sendTestEvent']

const linkClass = 'inline-flex min-h-6 items-center rounded-xs text-accent-text hover:underline'

/**
 * Describes a delivery that has no run (yet): “Stored; it runs when the flow resumes.” `waits` is true while
 * a run may still start.
 */
const formatDeliveryState = (
  status: DeliveryStatus,
  isPaused: boolean
): { words: string; waits: boolean } => {
  switch (status.is) {
    case 'accepted':
      return isPaused
        ? { words: 'Stored; it runs when the flow resumes.', waits: false }
        : { words: 'Waiting for the run…', waits: true }
    case 'done':
      return { words: 'The delivery did not start a run.', waits: false }
    case 'filtered':
    case 'refused':
      return { words: `No run: ${status.why}`, waits: false }
    case 'duplicate':
      return {
        words:
          'No run: an event with the same id was delivered before. Change the id and send the event again.',
        waits: false
      }
  }
}

/** Run of a delivery, or the reason why there is none. */
const RunOf = ({ deliveryId, isPaused }: { deliveryId: Id; isPaused: boolean }) => {
  const { data: delivery, error } = useQuery({
    ...useTrpc().deliveries.get.queryOptions({ deliveryId }),
    // A run begins a moment later; what is heard of it comes sooner than this.
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.run === null && formatDeliveryState(data.status, isPaused).waits
        ? 1_000
        : false
  })
  if (delivery === undefined) {
    return error === null ? <Spinner /> : <span className="text-err">{faultOf(error).message}</span>
  }
  const { run, status } = delivery
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Link to="/deliveries/$deliveryId" params={{ deliveryId }} className={linkClass}>
        Open delivery
      </Link>
      {run !== null ? (
        <Link to="/runs/$runId" params={{ runId: run.id }} className={linkClass}>
          Open run: {formatFailed(delivery) ?? runStatusText(run.status.is)}
        </Link>
      ) : (
        <span role="status" className="text-ink-3">
          {formatDeliveryState(status, isPaused).words}
        </span>
      )}
    </span>
  )
}

const Headers = ({ label, headers }: { label: string; headers: readonly Header[] }) => (
  <details>
    <summary className="min-h-6 cursor-pointer text-small text-ink-2">
      {label} ({headers.length})
    </summary>
    <ul className="flex list-none flex-col pt-1 font-code text-small break-all text-ink-2">
      {headers.map(({ name, value }) => (
        <li key={`${name} ${value}`}>
          {name}: {value}
        </li>
      ))}
    </ul>
  </details>
)

/** Sent test event with its request, response and run. */
export const SentEvent = ({
  sent: { request, response, deliveryId },
  isPaused
}: {
  sent: Sent
  isPaused: boolean
}) => (
  <section
    aria-label="Response"
    className="flex flex-col gap-2 rounded-m border border-line bg-sunken p-3 text-body"
  >
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone={response.status < 300 ? 'ok' : 'err'}>{response.status}</Badge>
      <span className="tabular text-ink-2">in {response.took} ms</span>
      {deliveryId === null ? (
        <span className="text-ink-2">The event was not stored as a delivery.</span>
      ) : (
        <RunOf deliveryId={deliveryId} isPaused={isPaused} />
      )}
    </p>
    {response.body !== '' && (
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        tabIndex={0}
        className="max-h-32 overflow-auto font-code text-small break-words whitespace-pre-wrap"
      >
        {response.body}
      </pre>
    )}
    <p className="font-code text-small break-all text-ink-2">
      {request.method} {request.url}
    </p>
    <Headers label="Request headers" headers={request.headers} />
    <Headers label="Response headers" headers={response.headers} />
  </section>
)
