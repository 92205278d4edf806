import type { World } from '@hookwright/engine'
import type { Id, Step } from '@hookwright/model'

/** Visible progress of an act while it runs. */
export interface Trace {
  /** Steps in the order in which they began. */
  steps: Step[]
  /** Steps that have started and not ended. */
  open: Set<Step>
  /** Secrets that must not be shown. */
  secrets: string[]
  /** Base URL of its connection; empty until the connection is open. */
  baseUrl: string
  told: NonNullable<World['told']>
}

/** The traces of acts that run, by attempt. Kept in memory alone: what is written is written when an act ends. */
export interface Traces {
  begin: (attemptId: Id, flowId: Id) => Trace
  of: (attemptId: Id) => Trace | undefined
  /** Called when the run of the attempt is written. */
  end: (attemptId: Id) => void
}

export const createTraces = (given: {
  /** Called when a registration attempt of a user's flow has progressed. */
  progressed: (flowId: Id) => void
}): Traces => {
  const traces = new Map<Id, Trace>()
  return {
    begin: (attemptId, flowId) => {
      const trace: Trace = {
        steps: [],
        open: new Set(),
        secrets: [],
        baseUrl: '',
        told: (step, moment) => {
          if (moment === 'begun') {
            trace.steps.push(step)
            trace.open.add(step)
          } else if (moment === 'ended') trace.open.delete(step)
          given.progressed(flowId)
        }
      }
      traces.set(attemptId, trace)
      return trace
    },
    of: attemptId => traces.get(attemptId),
    end: attemptId => traces.delete(attemptId)
  }
}
