import type { DeliveryStatus, Id, Millis, RunStatus } from '@hookwright/model'

/** Delivery or run that was found by the beginning of its id, with its user's flow. */
export type FoundById = { id: Id; flowId: Id; flowName: string | null; at: Millis } & (
  | { is: 'delivery'; status: DeliveryStatus['is'] }
  | { is: 'run'; status: RunStatus['is'] }
)

/** Lookup of ids by their first characters. */
export interface IdSearch {
  /**
   * Deliveries, then runs, whose ids begin with these hexadecimal digits, the newest first and at most `limit` of each: of
   * one owner's flows, or of all for null. Only the newest few hundred with this beginning are looked at. Tests of makers'
   * flows are left out.
   */
  find(filter: { digits: string; ownerId: string | null; limit: number }): Promise<FoundById[]>
}
