import type { Id } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { writeSamples } from '../../../features/canvas/ui-state/stored-samples.ts'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { newId } from '../../../kit/page/new-id.ts'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import type { NewConnector } from './connector-start.ts'

/** Returns a function that creates a connector and opens it. */
export const useCreateConnector = () => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const create = useMutation(trpc.connectors.create.mutationOptions())

  /**
   * Stores the sample of a new connector's event. Errors are ignored, since the event works without a sample.
   */
  const keepSample = async (connectorId: Id, name: string, body: unknown): Promise<void> => {
    const flows = await queryClient
      .fetchQuery(trpc.makerFlows.summaries.queryOptions({ connectorId }))
      .catch(() => [])
    const event = flows.find(({ kind }) => kind === 'webhook-event')
    if (event === undefined) return
    const values = { body, headers: {}, query: {}, method: 'POST', receivedAt: new Date().toISOString() }
    writeSamples(localStorage, event.id, [{ id: newId(), name: `Sample of ${name}`, values, pasted: true }])
  }

  return {
    busy: create.isPending,
    /** Error sentence; null without an error. */
    refused: create.error === null ? null : faultOf(create.error).message,
    /** Creates the connector and opens it. Resolves to false on an error. */
    create: async (
      connector: Pick<NewConnector, 'name' | 'description'> & Partial<NewConnector>,
      /** Body of a sample for the connector's event; undefined for none. */
      sample?: unknown
    ) => {
      if (create.isPending) return true
      try {
        const { id } = await create.mutateAsync(connector)
        await queryClient.invalidateQueries({ queryKey: trpc.connectors.list.queryKey() })
        const [flow] = connector.flows ?? []
        notifier.done(
          flow === undefined
            ? `The connector “${connector.name}” was created.`
            : `The connector “${connector.name}” was created with the flow “${flow.name}”.`
        )
        if (sample !== undefined) await keepSample(id, connector.name, sample)
        // Without flows its sign-in comes next.
        const tab = flow === undefined ? 'settings' : 'overview'
        await navigate({ to: `/connectors/$connectorId/${tab}`, params: { connectorId: id } })
        return true
      } catch {
        // The form says what was refused.
        return false
      }
    }
  }
}
