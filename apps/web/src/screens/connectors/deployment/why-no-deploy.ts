import type { FlowImpact } from '@hookwright/model'

/** A flow with the effect of a deployment on it. */
type Impact = Pick<FlowImpact, 'flowId' | 'change'>

/** Returns a key that identifies the set of flows that would break. The same flows have the same key. */
export const breakageOf = (flows: readonly Impact[]): string =>
  flows
    .filter(({ change }) => change === 'breaking')
    .map(({ flowId }) => flowId)
    .sort()
    .join(' ')

/**
 * Returns the reason why a version cannot be deployed now, or null. Effects that are still loading block the
 * deployment. A confirmation applies only to the flows that were confirmed.
 * @param confirmed key of the confirmed breaking changes, from `breakageOf`; empty if none are confirmed
 */
export const whyNoDeploy = (
  asked: { flows: readonly Impact[] | undefined; isFetching: boolean; isFailed: boolean },
  confirmed: string
): string | null => {
  if (asked.isFetching) return 'The impact on users is still being calculated. Wait a moment.'
  if (asked.flows === undefined || asked.isFailed)
    return 'The impact on users could not be calculated. Close this dialog and open it again.'
  const breakage = breakageOf(asked.flows)
  return breakage === '' || breakage === confirmed
    ? null
    : 'An upgrade would break some users’ flows. Select the checkbox to deploy anyway, or cancel.'
}
