/** Flows to seed: the number of active ones by kind of connector, and others. */
export interface SeedPlan {
  kinds: Record<'plain' | 'expiring' | 'large', { connectors: number; flows: number }>
  /** People among whom the flows are spread evenly; the first of them can sign in. */
  owners: number
  /** Flows that are off, to be turned on while it is measured. */
  off: number
}

/** Events of the large connector, as many as GitHub has webhook events, and output fields of each. */
export const largeConnector = { events: 161, fields: 25 }

/** Number of flows that are off: seven are turned on one by one, the others together. */
const off = 207

/** 10,000 flows on with 200 connectors, one in ten expiring, 500 with the large connector */
export const manyFlows: SeedPlan = {
  kinds: {
    plain: { connectors: 179, flows: 8500 },
    expiring: { connectors: 20, flows: 1000 },
    large: { connectors: 1, flows: 500 }
  },
  owners: 100,
  off
}

/** the same with 10 flows on, to which each value is compared */
export const fewFlows: SeedPlan = {
  kinds: {
    plain: { connectors: 2, flows: 8 },
    expiring: { connectors: 1, flows: 1 },
    large: { connectors: 1, flows: 1 }
  },
  owners: 1,
  off
}

/** 2,000 flows whose subscriptions expire */
export const expiringFlows: SeedPlan = {
  kinds: {
    plain: { connectors: 1, flows: 1 },
    expiring: { connectors: 40, flows: 2000 },
    large: { connectors: 0, flows: 0 }
  },
  owners: 20,
  off: 0
}

/** Outage after which every renewal is overdue: expiry of the subscriptions, and response time of their service. */
export const outage = { firstExpiryMs: 60_000, lastExpiryMs: 15 * 60_000, answersAfterMs: 1500 }
