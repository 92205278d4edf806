import type { Millis } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { ProcessCalls } from '../kernel/process-calls.ts'

/** State of a server process at one time. */
export interface ProcessState {
  processId: number
  /** Name of its machine or container. */
  host: string
  /** Versions of the release and of Node. */
  version: string
  node: string
  startedAt: Millis
  /** Tasks that it does. */
  roles: string[]
  /** Memory in bytes: all of the process, and the part in use by JavaScript values. */
  memory: { resident: number; heap: number }
  /** Delay of the event loop in the last one to two minutes. */
  eventLoopDelay: { p99: Millis; max: Millis }
  /** Works in memory: those that wait for a slot, and those that run. */
  queue: { waiting: number; running: number }
  /**
   * Time since it last read the changes of the other processes; null where one process has the data to itself. An older
   * release says nothing about it.
   */
  changeLag?: Millis | null
}

/** Measurements of a process that its server makes. */
export type MeasuredProcess = Omit<ProcessState, 'queue' | 'changeLag'>

/** Process that has not answered, as other processes know it. */
export interface SilentProcess {
  name: string
  version: string
  roles: string[]
  startedAt: Millis
  /** Time since its last sign of life. */
  silentFor: Millis
}

/** Process state without measurements. */
export const measureNothing = async (): Promise<MeasuredProcess> => ({
  ...{ processId: 0, host: '', version: '', node: '', startedAt: 0, roles: [] },
  memory: { resident: 0, heap: 0 },
  eventLoopDelay: { p99: 0, max: 0 }
})

/** Returns the name of a process: its host and its id there. */
export const processName = (host: string, processId: number): string => `${host}:${processId}`

/** Processes of the installation. */
export interface ProcessList {
  /** Returns the states of all processes that answer, this one first, and those that do not. */
  all: () => Promise<{ states: ProcessState[]; silent: SilentProcess[] }>
}

/** Time by which the last sign of life of a process that has ended is set back. Nobody asks for those. */
const ENDED = 0

export const createProcessList = (params: {
  store: Pick<Store, 'processes'>
  calls: Pick<ProcessCalls, 'toOthers'>
  /** Measures this process. */
  measure: () => Promise<ProcessState>
}): ProcessList => {
  const { store, calls, measure } = params
  const askOthers = calls.toOthers('process.state', measure)
  return {
    all: async () => {
      const [own, others, known] = await Promise.all([measure(), askOthers(null), store.processes.list()])
      const states = [own, ...others.toSorted((one, other) => one.startedAt - other.startedAt)]
      const names = new Set(states.map(({ host, processId }) => processName(host, processId)))
      const now = Math.max(0, ...known.map(({ seenAt }) => seenAt))
      const silent = known
        .filter(({ name, seenAt }) => !names.has(name) && seenAt !== ENDED)
        .map(({ name, version, roles, startedAt, seenAt }) => ({
          ...{ name, version, roles, startedAt },
          silentFor: now - seenAt
        }))
      return { states, silent }
    }
  }
}
