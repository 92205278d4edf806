import type { Id } from '@hookwright/model'
import { Button, buttonClass, Notice } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { useConnector } from '../use-connector.ts'

/** Notice that a ping requires an Authping flow, with a button that creates it. */
export const PingNotice = ({ id, connectorId }: { id: string; connectorId: Id }) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { baseUrl } = useConnector().authentication
  const { mutateAsync: create, isPending } = useMutation(trpc.makerFlows.create.mutationOptions())

  const draw = async (): Promise<void> => {
    const { authpingTemplate } = await import('@hookwright/cards/templates')
    const doc = authpingTemplate({ baseUrl, newId: () => crypto.randomUUID() })
    const { id: flowId } = await create({ connectorId, name: '_authping', doc })
    await queries.invalidateQueries({ queryKey: trpc.makerFlows.pathKey() })
    await navigate({ to: '/connectors/$connectorId/flows/$flowId', params: { connectorId, flowId } })
  }

  return (
    <Notice
      tone="info"
      action={
        <span className="flex flex-wrap gap-2">
          <Link
            to="/connectors/$connectorId/flows"
            params={{ connectorId }}
            className={buttonClass({ size: 'card' })}
          >
            Flows of the connector
          </Link>
          <Button size="card" look="primary" busy={isPending} onClick={() => notifier.ifFails(draw())}>
            Create a ping flow
          </Button>
        </span>
      }
    >
      <span id={id}>
        A ping runs the flow <span className="font-code text-small">_authping</span>, which this connector
        does not have yet. Create this flow and enter the path to call, or build a flow that starts with
        Authping.
      </span>
    </Notice>
  )
}
