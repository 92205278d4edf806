import type { Id } from '../kernel/ids.ts'

/** What another version of an event means for a flow that uses it, from the least to the most. */
export const eventChanges = ['compatible', 're-register', 'breaking'] as const
export type EventChange = (typeof eventChanges)[number]

/** What deploying a version would mean for one user's flow. */
export interface FlowImpact {
  flowId: Id
  flowName: string | null
  ownerId: string
  /** True while it has a subscription that is wanted. */
  on: boolean
  /** The version that it uses now; null for one that does not exist. */
  pinnedNumber: number | null
  change: EventChange
  /** Sentences, the gravest first; none when nothing changes for it. */
  reasons: string[]
}
