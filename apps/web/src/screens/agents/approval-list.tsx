import { Badge, Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { Approval } from './api-types.ts'
import { formatArgument, formatClient } from './format-call.ts'

const Row = ({
  approval,
  busy,
  onDecide
}: {
  approval: Approval
  busy: boolean
  onDecide: (decision: 'approve' | 'refuse') => void
}) => {
  const { runId, client, connectorName, actionName, connectionName, effect, at } = approval
  const name = `${connectorName}: ${actionName}`
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 border-b border-line py-4">
      <div className="flex min-w-0 grow basis-80 flex-col gap-2">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/runs/$runId"
            params={{ runId }}
            className="rounded-xs text-label text-ink wrap-anywhere hover:underline"
          >
            {name}
          </Link>
          {effect !== 'reads' && (
            <Badge tone={effect === 'adds' ? 'neutral' : 'warn'}>
              {effect === 'adds' ? 'Adds data' : 'Changes or deletes data'}
            </Badge>
          )}
        </span>
        <span className="text-small wrap-anywhere text-ink-3">
          {formatClient(client)} · {formatAgo(at, Date.now())}
          {connectionName !== null && ` · with ${connectionName}`}
        </span>
        {approval.arguments.length > 0 && (
          <dl
            aria-label={`Values for ${name}`}
            className="m-0 grid md:grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-s bg-sunken px-3 py-2"
          >
            {approval.arguments.map(({ label, value }) => (
              <div key={label} className="contents">
                <dt className="text-small text-ink-3">{label}</dt>
                <dd className="m-0 max-md:mb-1 font-code text-small wrap-anywhere whitespace-pre-wrap text-ink">
                  {formatArgument(value)}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <span className="ml-auto flex shrink-0 gap-2">
        <Button disabled={busy} aria-label={`Refuse ${name}`} onClick={() => onDecide('refuse')}>
          Refuse
        </Button>
        <Button
          look="primary"
          disabled={busy}
          aria-label={`Approve ${name}`}
          onClick={() => onDecide('approve')}
        >
          Approve
        </Button>
      </span>
    </li>
  )
}

/** List of agents' tool calls that wait for the person's decision, with the planned effects of each. */
export const ApprovalList = ({ approvals }: { approvals: readonly Approval[] }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.agents.pathKey() })
  const approve = useMutation(trpc.agents.approve.mutationOptions({ onSettled }))
  const refuse = useMutation(trpc.agents.refuse.mutationOptions({ onSettled }))
  const decide = async ({ runId, actionName }: Approval, decision: 'approve' | 'refuse'): Promise<void> => {
    await (decision === 'approve' ? approve : refuse).mutateAsync({ runId })
    notifier.done(`“${actionName}” was ${decision === 'approve' ? 'approved and runs now' : 'refused'}.`)
  }
  const busyIds = new Set(
    [approve, refuse].flatMap(({ isPending, variables }) => (isPending && variables ? [variables.runId] : []))
  )
  return (
    <ul aria-label="Waiting for approval" className="m-0 flex list-none flex-col p-0">
      {approvals.map(approval => (
        <Row
          key={approval.runId}
          approval={approval}
          busy={busyIds.has(approval.runId)}
          onDecide={decision => notifier.ifFails(decide(approval, decision))}
        />
      ))}
    </ul>
  )
}
