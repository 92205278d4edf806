import type { Millis } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { ProcessCalls } from '../kernel/process-calls.ts'

/** State of a server process at one time. */
export interface ProcessState {
  processId: number
  /** Name of its machine or container. */
  host: string
  /** Version of the release. `node` is the version of Node. */
  version: string
  node: string
  startedAt: Millis
  /** Roles of the process, that is, the kinds of work it does. */
  roles: string[]
  /** Memory in bytes: resident set size, and the part used by JavaScript objects. */
  memory: { resident: number; heap: number }
  /** Event loop delay in the last one to two minutes. */
  eventLoopDelay: { p99: Millis; max: Millis }
  /** Numbers of in-memory jobs: those that wait for a slot, and those in progress. */
  queue: { waiting: number; running: number }
  /**
   * Time since the process last read the changes of the other processes. `null` for a single process; absent
   * in older releases.
   */
  changeLag?: Millis | null
}

/**
 * Part of a process's state that is measured outside the backend: everything but its queue and its change
 * lag.
 */
export type MeasuredProcess = Omit<ProcessState, 'queue' | 'changeLag'>

/** Process that did not answer, with the data that it last stored. */
export interface SilentProcess {
  name: string
  version: string
  roles: string[]
  startedAt: Millis
  /** Time since its last heartbeat. */
  silentFor: Millis
}

/** Returns an empty process state. For backends without a server, which would measure the process. */
export const measureNothing = async (): Promise<MeasuredProcess> => ({
  ...{ processId: 0, host: '', version: '', node: '', startedAt: 0, roles: [] },
  memory: { resident: 0, heap: 0 },
  eventLoopDelay: { p99: 0, max: 0 }
})

/** Returns the name of a process: its host and process id. */
export const processName = (host: string, processId: number): string => `${host}:${processId}`

/** Processes of the installation. */
export interface ProcessList {
  /** Returns the states of all processes that answer, this one first, and the processes that do not. */
  all: () => Promise<{ states: ProcessState[]; silent: SilentProcess[] }>
}

/** Value that the store sets as `seenAt` when a process has ended. Such a process is not listed as silent. */
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
