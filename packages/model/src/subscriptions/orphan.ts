import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { HelperTerms } from './attempt.ts'

/** The deregistration flow that takes something away: of a version, or as it is drafted for null. */
export interface Removal extends HelperTerms {
  versionId: Id | null
  /** The subscription whose Event URL it sends to; absent where none was ever known here. */
  subscriptionId?: Id
  /** Set for a registration that was made to try an event out: removal is tried again when the server starts. */
  trial?: true
  /**
   * The drafted flow that lists registrations. It finds one whose Registration Data never arrived by its Event URL, which
   * is sealed in place of that data.
   */
  search?: HelperTerms
}

/** How an orphan ended: it was taken away here, it was gone by itself, is wanted after all, or somebody lets it be. */
export type OrphanEnd = 'removed' | 'adopted' | 'ignored'

/** What stands at a service, sends to this installation, and belongs to no subscription that is open here. */
export interface Orphan {
  id: Id
  connectorId: Id
  connectionId: Id | null
  /** What the service calls it; empty while that is not known. */
  remoteId: string
  /** The Event URL with all but the end of its token hidden. */
  url: string
  foundAt: Millis
  status: { is: 'open' } | { is: OrphanEnd; at: Millis }
  /** Why it was left behind or how it ended, in a sentence. */
  reason: string
  /** True when Hookwright can deregister it, or look for it first. */
  removable: boolean
}
