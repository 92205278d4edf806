import type { Id } from '../kernel/ids.ts'

/** The connector that this installation is to users' flows: its one event is the alert. It stands in no list of makers. */
export const OWN_CONNECTOR: Id = '01900000-0000-7000-8000-0000000000a1'

/**
 * HTTP method stored for a delivery of an alert. It is no real method, which sets such a delivery apart from a received one.
 */
export const ALERT_METHOD = 'ALERT'
