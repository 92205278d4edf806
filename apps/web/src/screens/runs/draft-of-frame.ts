import { type FrozenFlow, type Id, startCardOf } from '@hookwright/model'
import { actionVersionOf, type Frame } from '../../features/canvas/pins/run-frames.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import type { usePerson } from '../../kit/page/use-person.ts'

/** Canvas where a flow of a run can be edited: a user's or a maker's. */
export type DraftOfFrame = { of: 'user'; flowId: Id } | { of: 'maker'; connectorId: Id; flowId: Id }

/** Properties of a run that tell if its flows are a user's or a maker's. */
export interface DrawnRun extends Pick<OpenedRun, 'connectorId' | 'isMakers'> {
  actions: Pick<OpenedRun['actions'][number], 'versionId' | 'connectorId'>[]
  flow: Pick<FrozenFlow, 'id' | 'doc'>
}

/** Returns true if a flow of a run is a maker's: in a maker's run, or for a flow called by an event. */
const isMakers = ({ isMakers: isOwn, flow }: DrawnRun, frames: Frame[]): boolean => {
  if (isOwn) return true
  const start = startCardOf(flow.doc)?.id
  return frames.some(({ caller }) => caller.length > 0 && caller[0] === start)
}

/**
 * Returns the canvas that edits the innermost flow of a call stack. It is the flow of the run if the stack is empty.
 * Null for users who may not edit it.
 */
export const draftOfFrame = (
  open: DrawnRun,
  frames: Frame[],
  role: ReturnType<typeof usePerson>['role']
): DraftOfFrame | null => {
  const flowId = frames.at(-1)?.flow.id ?? open.flow.id
  const mayMake = role === 'maker' || role === 'admin'
  const version = actionVersionOf(flowId)
  if (version !== null) {
    const action = open.actions.find(({ versionId }) => versionId === version)
    if (action === undefined || !mayMake) return null
    return { of: 'maker', connectorId: action.connectorId, flowId: flowId.slice(version.length + 1) }
  }
  if (!isMakers(open, frames)) return { of: 'user', flowId }
  const { connectorId } = open
  return connectorId === null || !mayMake ? null : { of: 'maker', connectorId, flowId }
}
