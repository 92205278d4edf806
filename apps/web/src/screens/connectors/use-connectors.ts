import { useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** All connectors, oldest first. */
export const useConnectors = () => useSuspenseQuery(useTrpc().connectors.list.queryOptions()).data
