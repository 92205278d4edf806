import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** Returns the person's connections and their mutations, each of which refreshes the list. */
export const useConnections = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.connections.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.flows.open.queryKey() })
    ])
  return {
    connections: useSuspenseQuery(trpc.connections.overview.queryOptions()).data,
    create: useMutation(trpc.connections.create.mutationOptions({ onSettled })),
    rename: useMutation(trpc.connections.rename.mutationOptions({ onSettled })),
    ping: useMutation(trpc.connections.ping.mutationOptions({ onSettled })),
    replaceValues: useMutation(trpc.connections.replaceValues.mutationOptions({ onSettled })),
    revoke: useMutation(trpc.connections.revoke.mutationOptions({ onSettled })),
    remove: useMutation(trpc.connections.remove.mutationOptions({ onSettled })),
    share: useMutation(trpc.connections.share.mutationOptions({ onSettled })),
    handOver: useMutation(trpc.connections.handOver.mutationOptions({ onSettled }))
  }
}
