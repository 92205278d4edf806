import type { Connector } from '@hookwright/model'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'

/**
 * Returns the connector of this page. Until it is loaded, returns its entry in the list.
 * @throws `connector.gone`
 */
export const useConnector = (): Connector => {
  const { connectorId } = useParams({ from: '/inside/connectors/$connectorId' })
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const listKey = trpc.connectors.list.queryKey()
  const { data } = useSuspenseQuery({
    ...trpc.connectors.get.queryOptions({ connectorId }),
    initialData: () => queryClient.getQueryData(listKey)?.find(({ id }) => id === connectorId),
    initialDataUpdatedAt: () => queryClient.getQueryState(listKey)?.dataUpdatedAt
  })
  return data
}
