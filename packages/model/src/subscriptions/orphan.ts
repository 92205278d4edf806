import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { HelperTerms } from './attempt.ts'

/** Deregistration flow that removes a registration: of a version, or the draft for null. */
export interface Removal extends HelperTerms {
  versionId: Id | null
  /** Subscription with its Event URL; absent where it is unknown. */
  subscriptionId?: Id
  /** True for a registration made for a trial. Its removal is retried at server startup. */
  trial?: true
  /**
   * Drafted listing flow. It finds a registration whose Registration Data never arrived by its
   * Event URL, which is sealed in place of that data.
   */
  search?: HelperTerms
}

/**
 * Resolution of an orphan: removed by the server, adopted by a subscription, or ignored by a
 * person.
 */
export type OrphanEnd = 'removed' | 'adopted' | 'ignored'

/** Registration at a service that sends to this installation and belongs to no open subscription. */
export interface Orphan {
  id: Id
  connectorId: Id
  connectionId: Id | null
  /** Id at the service; empty while unknown. */
  remoteId: string
  /** Event URL with its token masked except for the end. */
  url: string
  foundAt: Millis
  status: { is: 'open' } | { is: OrphanEnd; at: Millis }
  /** Reason why it was left behind, or how it ended, as a sentence. */
  reason: string
  /** True when Hookwright can deregister it, possibly after searching for it. */
  removable: boolean
}
