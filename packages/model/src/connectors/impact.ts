import type { Id } from '../kernel/ids.ts'

/** Effects of another version of an event on a user's flow, mildest first. */
export const eventChanges = ['compatible', 're-register', 'breaking'] as const
export type EventChange = (typeof eventChanges)[number]

/** Effect of an action's new version on a user's flow. */
export type ActionChange = Exclude<EventChange, 're-register'>

/** Effect on one user's flow if a version is deployed. */
export interface FlowImpact {
  flowId: Id
  flowName: string | null
  ownerId: string
  /** True while the flow is turned on. */
  on: boolean
  /**
   * Number of the version that the flow uses. If it uses several, the oldest one; null if none of them exists
   * any more.
   */
  pinnedNumber: number | null
  change: EventChange
  /** Reasons for the effect as sentences, most severe first; empty if nothing changes. */
  reasons: string[]
}
