import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useSay } from '../../../kit/page/use-say.ts'
import type { NewConnector } from './connector-start.ts'

/** Returns a function that creates a connector and opens it. */
export const useCreateConnector = () => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const say = useSay()
  const create = useMutation(trpc.connectors.create.mutationOptions())

  return {
    busy: create.isPending,
    /** Error sentence; null without an error. */
    refused: create.error === null ? null : faultOf(create.error).message,
    /** Resolves to false on an error. */
    create: async (connector: Pick<NewConnector, 'name' | 'description'> & Partial<NewConnector>) => {
      if (create.isPending) return true
      try {
        const { id } = await create.mutateAsync(connector)
        await queryClient.invalidateQueries({ queryKey: trpc.connectors.list.queryKey() })
        const [flow] = connector.flows ?? []
        say.done(
          flow === undefined
            ? `The connector “${connector.name}” was created.`
            : `The connector “${connector.name}” was created with “${flow.name}”.`
        )
        await navigate({ to: '/connectors/$connectorId/overview', params: { connectorId: id } })
        return true
      } catch {
        // The form says what was refused.
        return false
      }
    }
  }
}
