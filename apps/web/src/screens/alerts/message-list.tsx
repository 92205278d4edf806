import { formatDuration } from '@hookwright/model'
import { Badge, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime, secondTime } from '../../kit/page/clock-time.ts'
import type { ListedMessage } from './api-types.ts'

const StatusText = ({ status, isFirst }: Pick<ListedMessage, 'status'> & { isFirst: boolean }) => {
  switch (status.is) {
    case 'sent':
      return <Badge tone="ok">Sent</Badge>
    case 'given-up':
      return <Badge tone="err">Given up</Badge>
    case 'waiting':
      return <Badge tone="busy">{isFirst ? 'Sending' : `Retry at ${minuteTime(status.nextAt)}`}</Badge>
  }
}

/** List of the latest messages sent to an endpoint, with the attempts of each. */
export const MessageList = ({ endpointId }: { endpointId: string }) => {
  const { data } = useQuery(useTrpc().alertEndpoints.messages.queryOptions({ endpointId }))
  if (data === undefined) return <Spinner />
  if (data.length === 0)
    return (
      <p className="m-0 text-small text-ink-3">
        No messages sent yet. Send a test message to check that the receiver gets it.
      </p>
    )
  return (
    <ul aria-label="Sent messages" className="m-0 flex list-none flex-col gap-2 p-0">
      {data.map(({ id, type, createdAt, status, sendings }) => (
        <li key={id} className="flex flex-col gap-1">
          <span className="flex flex-wrap items-center gap-2">
            <StatusText status={status} isFirst={sendings.length === 0} />
            <span className="font-code text-small">{type}</span>
            <span className="tabular text-small text-ink-3">{secondTime(createdAt)}</span>
          </span>
          {sendings.map(({ at, status: answered, why, took }) => (
            <span key={at} className="text-small text-ink-2">
              <span className="tabular">{secondTime(at)}</span>
              {why === null ? ` · status ${answered} in ${formatDuration(took)}` : ` · ${why}`}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}
