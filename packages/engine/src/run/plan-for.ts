import type { Flow, StepPath } from '@hookwright/model'
import type { Plan } from './prepare-flows.ts'
import { type Environment, type Progress, refusePlan } from './progress.ts'

/** Returns the plan of a flow that a run enters at this step. Throws as {@link refusePlan}. */
export const planFor = (run: Progress, { prepared }: Environment, flow: Flow, at: StepPath): Plan => {
  try {
    return prepared.planOf(flow)
  } catch (thrown) {
    return refusePlan(run, at, thrown)
  }
}
