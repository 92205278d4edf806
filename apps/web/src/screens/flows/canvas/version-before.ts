import type { Id } from '@hookwright/model'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'

const keyOf = (flowId: Id): string => `hookwright.version-before/${flowId}`

/** Stores the previous version of a draft's event in this browser. Null removes it. */
export const keepVersionBefore = (flowId: Id, event: OfferedEvent | null): void => {
  try {
    if (event === null) localStorage.removeItem(keyOf(flowId))
    else localStorage.setItem(keyOf(flowId), JSON.stringify(event))
  } catch {
    // Without storage the history of the flow is the way back.
  }
}

/** Returns true if this browser stores a previous version of the draft's event. */
export const hasVersionBefore = (flowId: Id): boolean => {
  try {
    return localStorage.getItem(keyOf(flowId)) !== null
  } catch {
    return false
  }
}

const isEvent = (kept: unknown): kept is OfferedEvent =>
  typeof kept === 'object' && kept !== null && 'versionId' in kept && 'signature' in kept

/** Returns the previous version of a draft's event, as stored in this browser; null if there is none. */
export const readVersionBefore = (flowId: Id): OfferedEvent | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(flowId)) ?? 'null')
    return isEvent(kept) ? kept : null
  } catch {
    return null
  }
}
