import type { Millis } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatAgo } from '../../kit/page/format-ago.ts'
import type { ListedEndpoint } from './api-types.ts'

/** Result of the newest message to a destination: “Sent 3 min ago”. */
const LastMessage = ({ last, now }: { last: ListedEndpoint['lastMessage']; now: Millis }) => {
  if (last === null) return <span>Nothing sent yet</span>
  const ago = (
    <time dateTime={new Date(last.at).toISOString()} title={minuteTime(last.at)}>
      {formatAgo(last.at, Math.max(now, last.at))}
    </time>
  )
  switch (last.status.is) {
    case 'sent':
      return <span>Sent {ago}</span>
    case 'given-up':
      return <span className="text-err">Not delivered, {ago}</span>
    case 'waiting':
      return <span>Sending</span>
  }
}

/** Head of a destination's column: its URL, and its status or the result of its newest message. */
export const DestinationHead = ({ endpoint, now }: { endpoint: ListedEndpoint; now: Millis }) => {
  const { url, status, failingSince, lastMessage } = endpoint
  return (
    <span className="tabular flex min-w-0 flex-col items-center gap-0.5">
      <span className="max-w-full truncate text-label text-ink" title={url}>
        {url.replace(/^https?:\/\//, '')}
      </span>
      <span className="text-small font-normal text-ink-3">
        {status.is === 'stopped' && <Badge tone="err">Stopped</Badge>}
        {status.is === 'off' && <Badge>Off</Badge>}
        {status.is === 'on' &&
          (failingSince === null ? (
            <LastMessage last={lastMessage} now={now} />
          ) : (
            <span title={`Since ${minuteTime(failingSince)}`}>
              <Badge tone="warn">Failing</Badge>
            </span>
          ))}
      </span>
    </span>
  )
}
