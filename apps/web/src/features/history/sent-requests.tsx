import { formatDuration, type SentRequest } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { formatSize } from './format-time.ts'

const toneOf = (status: number | null) => (status === null ? 'warn' : status >= 400 ? 'err' : 'ok')

/** List of requests with their statuses and durations, and optionally their sizes. */
export const RequestList = ({
  requests,
  hasSizes = true
}: {
  requests: SentRequest[]
  hasSizes?: boolean
}) => (
  <ul className="m-0 flex list-none flex-col p-0">
    {requests.map(({ method, url, status, from, to, bytes }) => (
      <li
        key={`${from} ${method} ${url}`}
        className="flex min-w-0 flex-col gap-1 border-b border-line py-2 last:border-b-0"
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <Badge tone={toneOf(status)}>{status ?? 'no response'}</Badge>
          <span className="min-w-0 grow font-code text-small break-all text-ink">
            {method} {url}
          </span>
          {to !== null && (
            <span className="tabular shrink-0 text-small text-ink-3">{formatDuration(to - from)}</span>
          )}
        </span>
        {hasSizes && bytes?.got !== undefined && (
          <span className="tabular text-small text-ink-3">
            sent {formatSize(bytes.sent)}, received {formatSize(bytes.got)}
          </span>
        )}
      </li>
    ))}
  </ul>
)

/** Requests of a card, with their responses and durations. */
export const SentRequests = ({ requests }: { requests: SentRequest[] }) => (
  <section aria-label="HTTP requests">
    <h3 className="m-0 text-small font-semibold text-ink-2">HTTP requests</h3>
    <RequestList requests={requests} />
  </section>
)
