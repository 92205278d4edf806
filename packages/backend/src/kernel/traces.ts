import type { RunEnvironment } from '@hookwright/engine'
import type { Id, Step } from '@hookwright/model'
import type { Effects } from './effects.ts'
import type { ProcessCalls } from './process-calls.ts'

/** Live progress of an operation. */
export interface Trace {
  /** Steps in order of their start. */
  steps: Step[]
  /** Steps in progress. */
  open: Set<Step>
  /** Secrets to redact. */
  secrets: string[]
  /** Base URL of the operation's connection. Empty until the connection is open. */
  baseUrl: string
  told: NonNullable<RunEnvironment['told']>
}

/**
 * Traces of operations in progress, by attempt id. They are in memory only; the final trace is written when
 * an operation ends.
 */
export interface Traces {
  begin: (attemptId: Id, flowId: Id) => Trace
  of: (attemptId: Id) => Trace | undefined
  /** Returns the trace of an operation in another process, without secrets. Undefined if there is none. */
  elsewhere: (attemptId: Id) => Promise<Trace | undefined>
  /** Called when the run of the attempt is written. */
  end: (attemptId: Id) => void
}

/** Trace as sent to another process: its steps without secrets, and the indexes of the steps in progress. */
interface SentTrace {
  steps: Step[]
  open: number[]
}

export const createTraces = (params: {
  effects: Pick<Effects, 'scrubber'>
  calls: Pick<ProcessCalls, 'toOthers'>
  /** Called when a registration attempt of a user's flow has progressed. */
  progressed: (flowId: Id) => void
}): Traces => {
  const traces = new Map<Id, Trace>()

  const askOthers = params.calls.toOthers('trace', (attemptId: Id): SentTrace | null => {
    const trace = traces.get(attemptId)
    if (trace === undefined) return null
    const { steps, open, secrets } = trace
    return {
      steps: params.effects.scrubber(secrets)(steps),
      open: steps.flatMap((step, at) => (open.has(step) ? [at] : []))
    }
  })

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
    elsewhere: async attemptId => {
      const found = (await askOthers(attemptId)).find(trace => trace !== null)
      if (!found) return undefined
      const { steps, open } = found
      const isOpen = new Set(open)
      return {
        steps,
        open: new Set(steps.filter((_, at) => isOpen.has(at))),
        secrets: [],
        baseUrl: '',
        told: () => {}
      }
    },
    end: attemptId => traces.delete(attemptId)
  }
}
