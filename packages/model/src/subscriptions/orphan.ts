import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { HelperTerms } from './attempt.ts'

/**
 * Deregistration flow that removes a registration. It belongs to a version or, if `versionId` is null, to the
 * draft.
 */
export interface Removal extends HelperTerms {
  versionId: Id | null
  /** Id of the subscription to whose Event URL the registration sends. Absent if unknown. */
  subscriptionId?: Id
  /** True for a registration from a test. Its removal is retried at server startup. */
  trial?: true
  /**
   * Flow of the draft that lists registrations. It finds a registration by its Event URL if no Registration
   * Data was received. The encrypted Event URL is then stored instead of the data.
   */
  search?: HelperTerms
}

/**
 * Resolution of an orphan: removed by the server, adopted by a subscription, or ignored by a
 * person.
 */
export type OrphanEnd = 'removed' | 'adopted' | 'ignored'

/** Registration at a service that sends to this installation without belonging to an open subscription. */
export interface Orphan {
  id: Id
  connectorId: Id
  connectionId: Id | null
  /** Id at the service; empty while unknown. */
  remoteId: string
  /** Event URL with a masked token; only the last characters are visible. */
  url: string
  foundAt: Millis
  status: { is: 'open' } | { is: OrphanEnd; at: Millis }
  /** Reason why the registration was left behind, or how it was resolved, as a sentence. */
  reason: string
  /** True when Hookwright can deregister it, possibly after searching for it. */
  removable: boolean
}
