import { useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** Returns all connectors, oldest first. */
export const useConnectors = () => useSuspenseQuery(useTrpc().connectors.list.queryOptions()).data
