import type { Id } from '@hookwright/model'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** Returns whether a connector has an active ping flow. */
export const useHasPingFlow = (connectorId: Id): boolean => {
  const { data: flows } = useSuspenseQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  return flows.some(({ active, kind }) => active && kind === 'authping')
}
