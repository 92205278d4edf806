import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { HelperTerms } from './attempt.ts'

/** The deregistration flow that takes something away: of a version, or as it is drafted for null. */
export interface Removal extends HelperTerms {
  versionId: Id | null
  /** The subscription whose Event URL it sends to; absent where none was ever known here. */
  subscriptionId?: Id
  /** Set for a registration that was made to try an event out: removal is retried when the server starts. */
  trial?: true
  /**
   * The drafted flow that lists registrations. It finds one whose Registration Data never arrived by its Event URL, which
   * is sealed in place of that data.
   */
  search?: HelperTerms
}

/** Resolution of an orphan: removed here, adopted since it is wanted after all, or ignored by a person. */
export type OrphanEnd = 'removed' | 'adopted' | 'ignored'

/** Registration at a service that sends to this installation and belongs to no open subscription. */
export interface Orphan {
  id: Id
  connectorId: Id
  connectionId: Id | null
  /** Id at the service; empty while unknown. */
  remoteId: string
  /** The Event URL with all but the end of its token hidden. */
  url: string
  foundAt: Millis
  status: { is: 'open' } | { is: OrphanEnd; at: Millis }
  /** Reason why it was left behind or how it ended, in a sentence. */
  reason: string
  /** True when Hookwright can deregister it, or look for it first. */
  removable: boolean
}
