import { type FrozenFlow, type Id, startCardOf } from '@hookwright/model'
import { actionVersionOf, type Frame } from '../../features/canvas/pins/run-frames.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import type { usePerson } from '../../kit/page/use-person.ts'

/** Location of a flow's draft: a user's flow, or a flow of a connector. */
export type DraftOfFrame = { of: 'user'; flowId: Id } | { of: 'maker'; connectorId: Id; flowId: Id }

/** Properties of a run that determine if its flows belong to a user or a maker. */
export interface DrawnRun extends Pick<OpenedRun, 'connectorId' | 'isMakers'> {
  actions: Pick<OpenedRun['actions'][number], 'versionId' | 'connectorId'>[]
  flow: Pick<FrozenFlow, 'id' | 'doc'>
}

/**
 * Returns true if the innermost flow in `frames` belongs to a maker.
 *
 * That is so if the run is a maker's own run, or if the start card called the connector's event flow.
 */
const isMakers = ({ isMakers: isOwn, flow }: DrawnRun, frames: Frame[]): boolean => {
  if (isOwn) return true
  const start = startCardOf(flow.doc)?.id
  return frames.some(({ caller }) => caller.length > 0 && caller[0] === start)
}

/**
 * Returns which draft to open for the innermost flow in `frames`; without frames, for the run's own flow.
 * Null for members who may not edit that flow.
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
