import { Badge } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { formatAgo } from '../../kit/page/format-ago.ts'
import type { ListedCall } from './api-types.ts'
import { formatCallStatus, formatClient } from './format-call.ts'

const Row = ({ call }: { call: ListedCall }) => {
  const { runId, flowName, client, at, decidedBy } = call
  const { label, tone } = formatCallStatus(call)
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line py-3">
      <div className="flex min-w-0 grow basis-60 flex-col gap-0.5">
        <Link
          to="/runs/$runId"
          params={{ runId }}
          className="w-fit rounded-xs text-label text-ink wrap-anywhere hover:underline"
        >
          {flowName}
        </Link>
        <span className="text-small wrap-anywhere text-ink-3">
          {formatClient(client)}
          {decidedBy !== null && ` · decided by ${decidedBy}`}
        </span>
      </div>
      <span className="ml-auto flex shrink-0 items-center gap-4 text-small text-ink-3">
        <Badge tone={tone}>{label}</Badge>
        <span className="tabular w-20 text-right">{formatAgo(at, Date.now())}</span>
      </span>
    </li>
  )
}

/** Latest calls of the person's tools. */
export const CallList = ({ calls }: { calls: readonly ListedCall[] }) => (
  <ul aria-label="Calls" className="m-0 flex list-none flex-col p-0">
    {calls.map(call => (
      <Row key={call.runId} call={call} />
    ))}
  </ul>
)
