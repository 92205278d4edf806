import type { Id } from '@hookwright/model'
import type { RunsSearch } from './runs-search.ts'

/** The filters that the API knows, as it names them; of the flow that the address names before any other. */
export const runFilter = (search: RunsSearch, flowId: Id | null) => {
  const of = flowId ?? search.flow
  return {
    ...(of !== undefined && { flowId: of }),
    ...(search.delivery !== undefined && { deliveryId: search.delivery }),
    ...(search.status !== undefined && { status: search.status }),
    ...(search.q !== undefined && { q: search.q })
  }
}
