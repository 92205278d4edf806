/** Plan of the flows to seed: the active flows by kind of connector, and other flows. */
export interface SeedPlan {
  kinds: Record<'plain' | 'expiring' | 'large', { connectors: number; flows: number }>
  /** Number of owners of the flows, who get equally many. The first owner can sign in. */
  owners: number
  /** Number of flows that are off, to be turned on during the measurement. */
  off: number
}

/**
 * Size of the large connector: as many events as GitHub has webhook events, and the output fields of each.
 */
export const largeConnector = { events: 161, fields: 25 }

/** Number of flows that are off. Seven are turned on one by one, the others at once. */
const off = 207

/**
 * Plan of 10,000 active flows with 200 connectors. One flow in ten has a subscription that expires; 500 use
 * the large connector.
 */
export const manyFlows: SeedPlan = {
  kinds: {
    plain: { connectors: 179, flows: 8500 },
    expiring: { connectors: 20, flows: 1000 },
    large: { connectors: 1, flows: 500 }
  },
  owners: 100,
  off
}

/** Plan of 10 active flows, as the baseline for comparison. */
export const fewFlows: SeedPlan = {
  kinds: {
    plain: { connectors: 2, flows: 8 },
    expiring: { connectors: 1, flows: 1 },
    large: { connectors: 1, flows: 1 }
  },
  owners: 1,
  off
}

/** Plan of 2,000 active flows with subscriptions that expire. */
export const expiringFlows: SeedPlan = {
  kinds: {
    plain: { connectors: 1, flows: 1 },
    expiring: { connectors: 40, flows: 2000 },
    large: { connectors: 0, flows: 0 }
  },
  owners: 20,
  off: 0
}

/**
 * Simulated outage after which every renewal is overdue. Says when the first and the last subscription
 * expire, and how long their service takes to respond, in milliseconds.
 */
export const outage = { firstExpiryMs: 60_000, lastExpiryMs: 15 * 60_000, answersAfterMs: 1500 }
