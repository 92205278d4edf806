import type { MeasuredProcess } from '@hookwright/backend'
import type { Millis } from '@hookwright/model'

/** Creates a function that measures this process. The measurement starts with the first call. */
export const createMeasureProcess = (params: {
  clock: () => Millis
  version: string
  roles: ReadonlySet<string>
}): (() => Promise<MeasuredProcess>) => {
  const { clock, version, roles } = params
  const startedAt = clock()
  let state: Promise<() => Pick<MeasuredProcess, 'host' | 'node' | 'memory' | 'eventLoopDelay'>> | null = null
  return async () => {
    state ??= import('./process-state.ts').then(({ createProcessState }) => createProcessState(clock))
    return { processId: process.pid, version, startedAt, roles: [...roles], ...(await state)() }
  }
}
