import type { FlowDifference, Id, VersionSnapshot } from '@hookwright/model'

/**
 * Returns the differences of the flow that the URL names.
 *
 * If the flow is equal on both sides, the result lists no cards. Undefined if the URL names no flow, or a
 * flow that neither side has.
 */
export const shownDifference = (params: {
  differences: readonly FlowDifference[]
  before: VersionSnapshot
  after: VersionSnapshot
  flowId: Id | undefined
}): FlowDifference | undefined => {
  const { differences, before, after, flowId } = params
  const found = differences.find(({ id }) => id === flowId)
  if (found !== undefined) return found
  const was = before.flows.find(({ id }) => id === flowId)
  const is = after.flows.find(({ id }) => id === flowId)
  return was === undefined || is === undefined
    ? undefined
    : { is: 'changed', id: is.id, before: was, after: is, cards: [] }
}
