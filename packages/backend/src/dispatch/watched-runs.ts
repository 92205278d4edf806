import type { RunEnvironment } from '@hookwright/engine'
import { type Id, type Millis, SECOND, type Step } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { ProcessCalls } from '../kernel/process-calls.ts'

/** Time for which the runs of a flow are watched after `look` was last called for it. */
export const WATCH_TIME: Millis = 30 * SECOND

/** Maximum numbers of watched flows, of followed runs per flow, and of reported steps per run. */
export const watchLimits = { flows: 200, runs: 10, steps: 300 }

/** Step of a run in progress, without values. `to` is null until the step has ended. */
interface WatchedStep extends Pick<Step, 'path' | 'from'> {
  status: Step['status'] | 'running'
  to: number | null
}

/** Run in progress, with its steps so far. */
export interface RunInProgress {
  runId: Id
  steps: WatchedStep[]
}

type StepListener = NonNullable<RunEnvironment['told']>

/** Runs in progress of watched flows. They are in memory only. Other flows are not tracked. */
export interface WatchedRuns {
  /**
   * Watches a flow in all processes for 30 seconds. Returns its runs that began since the watch started,
   * newest first.
   */
  look: (flowId: Id) => Promise<RunInProgress[]>
  /** Returns the listener for the steps of a run. Undefined unless its flow is watched. */
  stepListenerOf: (flowId: Id, runId: Id) => StepListener | undefined
}

/** Creates a listener that records the steps of a run in `steps`, without their values. */
const follow = (steps: WatchedStep[]): StepListener => {
  const open = new Map<Step, WatchedStep>()
  return (step, moment) => {
    if (moment === 'begun') {
      if (steps.length >= watchLimits.steps) return
      const seen: WatchedStep = { path: step.path, from: step.from, status: 'running', to: null }
      steps.push(seen)
      open.set(step, seen)
    } else if (moment === 'ended') {
      const seen = open.get(step)
      if (seen === undefined) return
      seen.status = step.status
      seen.to = step.to
      open.delete(step)
    }
  }
}

/** Drops the oldest entries of a map above the limit. */
const keepNewest = (map: Map<Id, unknown>, most: number): void => {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}

export const createWatchedRuns = ({
  effects,
  calls
}: {
  effects: Pick<Effects, 'clock'>
  calls: Pick<ProcessCalls, 'toOthers'>
}): WatchedRuns => {
  const flows = new Map<Id, { until: Millis; runs: Map<Id, WatchedStep[]> }>()

  const lookHere = (flowId: Id): RunInProgress[] => {
    const now = effects.clock()
    for (const [id, { until }] of flows) if (until <= now) flows.delete(id)
    const runs = flows.get(flowId)?.runs ?? new Map<Id, WatchedStep[]>()
    flows.set(flowId, { until: now + WATCH_TIME, runs })
    keepNewest(flows, watchLimits.flows)
    return [...runs].toReversed().map(([runId, steps]) => ({ runId, steps }))
  }

  const lookElsewhere = calls.toOthers('onlookers', lookHere)

  /** Returns the start time of a run's first step. Runs of several processes are sorted by it. */
  const begunAt = ({ steps: [first] }: RunInProgress): Millis => first?.from ?? Number.POSITIVE_INFINITY

  return {
    look: async flowId => {
      const here = lookHere(flowId)
      const elsewhere = (await lookElsewhere(flowId)).flat()
      if (elsewhere.length === 0) return here
      const all = [...here, ...elsewhere].toSorted((one, other) => begunAt(other) - begunAt(one))
      return all.slice(0, watchLimits.runs)
    },
    stepListenerOf: (flowId, runId) => {
      if (flows.size === 0) return undefined
      const flow = flows.get(flowId)
      if (flow === undefined) return undefined
      if (flow.until <= effects.clock()) {
        flows.delete(flowId)
        return undefined
      }
      const steps: WatchedStep[] = []
      // A run that goes on after a wait is told from its beginning again.
      flow.runs.delete(runId)
      flow.runs.set(runId, steps)
      keepNewest(flow.runs, watchLimits.runs)
      return follow(steps)
    }
  }
}
