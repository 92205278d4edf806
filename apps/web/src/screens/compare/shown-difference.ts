import type { FlowDifference, Id, VersionSnapshot } from '@hookwright/model'

/**
 * What is shown of the flow that an address names: how it differs, or that nothing does where both sides have it the
 * same. Undefined where neither side has it, and where none is named.
 */
export const shownDifference = (given: {
  differences: readonly FlowDifference[]
  before: VersionSnapshot
  after: VersionSnapshot
  flowId: Id | undefined
}): FlowDifference | undefined => {
  const { differences, before, after, flowId } = given
  const found = differences.find(({ id }) => id === flowId)
  if (found !== undefined) return found
  const was = before.flows.find(({ id }) => id === flowId)
  const is = after.flows.find(({ id }) => id === flowId)
  return was === undefined || is === undefined
    ? undefined
    : { is: 'changed', id: is.id, before: was, after: is, cards: [] }
}
