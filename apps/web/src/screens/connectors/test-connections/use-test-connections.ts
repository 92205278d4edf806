import type { Id } from '@hookwright/model'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** The test connections of a connector, and what can be done with them. Each act refreshes the list. */
export const useTestConnections = (connectorId: Id) => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: trpc.testConnections.list.queryKey() })
  return {
    connections: useSuspenseQuery(trpc.testConnections.list.queryOptions({ connectorId })).data,
    create: useMutation(trpc.testConnections.create.mutationOptions({ onSuccess })),
    replaceValues: useMutation(trpc.testConnections.replaceValues.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.testConnections.remove.mutationOptions({ onSuccess }))
  }
}
