import type { Id } from '@hookwright/model'
import type { DeliveriesSearch } from './deliveries-search.ts'

/** Returns the filter for the API. The flow in the URL's path takes precedence over the search parameters. */
export const deliveryFilter = (search: DeliveriesSearch, flowId: Id | null) => {
  const of = flowId ?? search.flow
  return {
    ...(of !== undefined && { flowId: of }),
    ...(search.connector !== undefined && flowId === null && { connectorId: search.connector }),
    ...(search.type !== undefined && flowId === null && { eventFlowId: search.type }),
    ...(search.status !== undefined && { status: search.status }),
    ...(search.result !== undefined && { result: search.result }),
    ...(search.q !== undefined && { q: search.q }),
    ...(search.path !== undefined && { path: search.path })
  }
}
