import { type FlowKind, OWN_CONNECTOR, shownFlowName } from '@hookwright/model'
import { Button, cx } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { newId } from '../../kit/page/new-id.ts'
import { PagePart } from '../../kit/page/page-part.tsx'
import { useSay } from '../../kit/page/use-say.ts'

/** Maximum number of offered events; the canvas has all. */
const MOST_OFFERED = 4

/** Kinds of start that an event of a connector is. */
const eventKinds: ReadonlySet<FlowKind> = new Set(['webhook-event', 'polling-monitor'])

/** Events to start another flow with, below a list with few flows. Renders nothing without events. */
export const NewFlowRows = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useSay()
  const { data: events = [] } = useQuery(trpc.events.list.queryOptions())
  const { data: connections = [] } = useQuery(trpc.connections.overview.queryOptions())
  const create = useMutation(trpc.flows.create.mutationOptions())
  const offered = events.filter(({ signature }) => eventKinds.has(signature.kind)).slice(0, MOST_OFFERED)
  if (offered.length === 0) return null

  const start = async ({ connectorId, versionId, signature }: (typeof events)[number]): Promise<void> => {
    const own = connections.filter(one => one.access === 'own' && one.connectorId === connectorId)
    const connectionId = signature.needsConnection && own.length === 1 ? (own[0]?.id ?? null) : null
    const { flowWithEvent } = await loadWithZod(() => import('./start-card.ts'))
    const doc = flowWithEvent({ id: newId(), event: signature, connectorId, versionId }, connectionId)
    const { id } = await create.mutateAsync({ doc })
    await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
    await navigate({ to: '/flows/$flowId', params: { flowId: id } })
  }

  return (
    <PagePart id="new-flow-from" title="Start another flow">
      <ul className={cx('m-0 grid list-none gap-x-10 p-0', offered.length > 1 && 'lg:grid-cols-2')}>
        {offered.map(event => (
          <li
            key={`${event.versionId} ${event.signature.id}`}
            className="flex min-h-13 items-center gap-3 border-b border-line py-1.5"
          >
            <ConnectorMark connectorId={event.connectorId} name={event.connectorName} />
            <span className="flex min-w-0 grow flex-col">
              <span className="truncate text-h3 text-ink">{shownFlowName(event.signature.name)}</span>
              <span className="truncate text-small text-ink-3">
                {event.connectorId === OWN_CONNECTOR
                  ? 'When Hookwright raises an alert'
                  : `${event.connectorName} v${event.versionNumber}`}
              </span>
            </span>
            <Button size="card" busy={create.isPending} onClick={() => say.ifFails(start(event))}>
              Start<span className="sr-only"> with {shownFlowName(event.signature.name)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </PagePart>
  )
}
