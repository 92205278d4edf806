import type { World } from '@hookwright/engine'
import type { Id, Step } from '@hookwright/model'

/** Live progress of an operation. */
export interface Trace {
  /** Steps in order of their beginning. */
  steps: Step[]
  /** Steps that have started and not ended. */
  open: Set<Step>
  /** Secrets to redact. */
  secrets: string[]
  /** Base URL of its connection. Empty until the connection is open. */
  baseUrl: string
  told: NonNullable<World['told']>
}

/**
 * Traces of operations in progress, by attempt. In memory only; the final trace is written when an
 * operation ends.
 */
export interface Traces {
  begin: (attemptId: Id, flowId: Id) => Trace
  of: (attemptId: Id) => Trace | undefined
  /** Called when the run of the attempt is written. */
  end: (attemptId: Id) => void
}

export const createTraces = (params: {
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
          params.progressed(flowId)
        }
      }
      traces.set(attemptId, trace)
      return trace
    },
    of: attemptId => traces.get(attemptId),
    end: attemptId => traces.delete(attemptId)
  }
}
