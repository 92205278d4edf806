import type { AccessDenial } from '../connectors/connection-access.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/** Connection of a running flow that the flow's owner may no longer use. */
export interface LostConnection {
  connectionId: Id
  name: string
  why: AccessDenial
}

/**
 * Hold of a flow whose owner lost access to connections. Deliveries are stored and wait, as in a paused flow.
 */
export interface FlowHold {
  since: Millis
  lost: LostConnection[]
  /** True if the flow was paused before the hold. It then stays paused after the hold. */
  wasPaused: boolean
}

const reasons: Record<AccessDenial, (name: string) => string> = {
  'not-shared': name => `The connection “${name}” is no longer shared with the owner of the flow.`,
  'owner-removed': name => `The owner of the connection “${name}” was removed.`
}

const fixes: Record<AccessDenial, string> = {
  'not-shared': 'Choose another connection, or ask its owner to share it again.',
  'owner-removed': 'Choose another connection, or ask an admin to hand it over.'
}

/**
 * Formats the reasons of a hold and how to end it: “The owner of the connection “Slack” was removed. Choose
 * another connection, …”.
 */
export const formatHold = ({ lost }: Pick<FlowHold, 'lost'>): string => {
  const causes = lost.map(({ name, why }) => reasons[why](name))
  const fix = lost.some(({ why }) => why === 'owner-removed') ? 'owner-removed' : 'not-shared'
  return [...causes, fixes[fix]].join(' ')
}
