import type { Id } from '../kernel/ids.ts'

/** Effects of another version of an event on a user's flow, mildest first. */
export const eventChanges = ['compatible', 're-register', 'breaking'] as const
export type EventChange = (typeof eventChanges)[number]

/** Effects of another version of an action on a user's flow. */
export type ActionChange = Exclude<EventChange, 're-register'>

/** Effect of deploying a version on one user's flow. */
export interface FlowImpact {
  flowId: Id
  flowName: string | null
  ownerId: string
  /** True while it has a wanted subscription. */
  on: boolean
  /** Version in use, the oldest of several; null where none of them exists. */
  pinnedNumber: number | null
  change: EventChange
  /** Sentences, the most severe first; empty when nothing changes. */
  reasons: string[]
}
