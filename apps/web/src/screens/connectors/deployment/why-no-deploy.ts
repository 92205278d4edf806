import type { FlowImpact } from '@hookwright/model'

/** A flow, with what a deployment means for it. */
type Told = Pick<FlowImpact, 'flowId' | 'change'>

/** Returns a key of the breaking changes; equal as long as the same flows break. */
export const breakageOf = (flows: readonly Told[]): string =>
  flows
    .filter(({ change }) => change === 'breaking')
    .map(({ flowId }) => flowId)
    .sort()
    .join(' ')

/**
 * Why a version cannot be deployed now, or null where it can. What was told before counts as not known while it is
 * asked for anew, and a confirmation counts for the very flows that were confirmed.
 * @param confirmed what breaks, as it was confirmed; empty for nothing
 */
export const whyNoDeploy = (
  asked: { flows: readonly Told[] | undefined; isFetching: boolean; isFailed: boolean },
  confirmed: string
): string | null => {
  if (asked.isFetching) return 'What it changes for users is not known yet; wait a moment.'
  if (asked.flows === undefined || asked.isFailed)
    return 'What it changes for users could not be found out; close this and open it again.'
  const breakage = breakageOf(asked.flows)
  return breakage === '' || breakage === confirmed
    ? null
    : 'Flows of users would break when they are moved to it; confirm that, or keep what is deployed.'
}
