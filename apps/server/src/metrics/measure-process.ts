import type { ProcessState } from '@hookwright/backend'
import type { Millis } from '@hookwright/model'

type Measured = Omit<ProcessState, 'queue'>

/** Creates the measurement of this process, which costs nothing before it is first called. */
export const createMeasureProcess = (params: {
  clock: () => Millis
  version: string
  roles: ReadonlySet<string>
}): (() => Promise<Measured>) => {
  const { clock, version, roles } = params
  const startedAt = clock()
  let state: Promise<() => Pick<Measured, 'host' | 'node' | 'memory' | 'eventLoopDelay'>> | null = null
  return async () => {
    state ??= import('./process-state.ts').then(({ createProcessState }) => createProcessState(clock))
    return { processId: process.pid, version, startedAt, roles: [...roles], ...(await state)() }
  }
}
