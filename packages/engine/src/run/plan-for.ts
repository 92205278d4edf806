import { catchMaybe, type Flow, type StepPath } from '@hookwright/model'
import type { Plan } from './prepare-flows.ts'
import { type Progress, refusePlan } from './progress.ts'

/** The plan of a flow that a run does at this place. Throws as {@link refusePlan}. */
export const planFor = (run: Progress, flow: Flow, at: StepPath): Plan | Promise<Plan> =>
  catchMaybe<Plan>(
    () => run.world.prepared.planOf(flow),
    thrown => refusePlan(run, at, thrown)
  )
