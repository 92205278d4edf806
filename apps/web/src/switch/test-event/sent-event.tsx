import type { AppRouter } from '@hookwright/api'
import type { Header, Id } from '@hookwright/model'
import { Badge, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { useTrpc } from '../../api/use-api.tsx'

type Sent = inferRouterOutputs<AppRouter>['flows']['sendTestEvent']

const linkClass = 'inline-flex min-h-6 items-center rounded-xs text-accent-text hover:underline'

/** The run that a delivery caused, as soon as there is one. */
const RunOf = ({ deliveryId }: { deliveryId: Id }) => {
  const { data: delivery } = useQuery({
    ...useTrpc().deliveries.get.queryOptions({ deliveryId }),
    // A run begins a moment later; what is heard of it comes sooner than this.
    refetchInterval: ({ state }) =>
      state.data?.run == null && state.data?.status.is !== 'filtered' ? 1_000 : false
  })
  if (delivery === undefined) return <Spinner />
  const { run, status } = delivery
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Link to="/deliveries/$deliveryId" params={{ deliveryId }} className={linkClass}>
        See the delivery
      </Link>
      {run !== null ? (
        <Link to="/runs/$runId" params={{ runId: run.id }} className={linkClass}>
          See its run: {run.status.is}
        </Link>
      ) : (
        <span role="status" className="text-ink-3">
          {status.is === 'filtered' ? `No run: ${status.why}` : 'Waiting for its run…'}
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
    <ul className="flex list-none flex-col pt-1 font-code text-code break-all text-ink-2">
      {headers.map(({ name, value }) => (
        <li key={`${name} ${value}`}>
          {name}: {value}
        </li>
      ))}
    </ul>
  </details>
)

/** A test event that was sent: what went out, what was answered, and what it caused. */
export const SentEvent = ({ sent: { request, response, deliveryId } }: { sent: Sent }) => (
  <section
    aria-label="Answer"
    className="flex flex-col gap-2 rounded-m border border-line bg-sunken p-3 text-body"
  >
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone={response.status < 300 ? 'ok' : 'err'}>{response.status}</Badge>
      <span className="tabular text-ink-2">in {response.took} ms</span>
      {deliveryId === null ? (
        <span className="text-ink-2">It was not kept as a delivery.</span>
      ) : (
        <RunOf deliveryId={deliveryId} />
      )}
    </p>
    {response.body !== '' && (
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        tabIndex={0}
        className="max-h-32 overflow-auto font-code text-code break-words whitespace-pre-wrap"
      >
        {response.body}
      </pre>
    )}
    <p className="font-code text-code break-all text-ink-2">
      {request.method} {request.url}
    </p>
    <Headers label="Headers that were sent" headers={request.headers} />
    <Headers label="Headers of the answer" headers={response.headers} />
  </section>
)
