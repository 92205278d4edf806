import type { FlowDifference, Id, VersionSnapshot } from '@hookwright/model'

/**
 * Returns the comparison of the flow in the URL. States if both sides are equal; undefined if neither side has the
 * flow, or if the URL names none.
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
