import type { Millis } from '@hookwright/model'
import type { Logger } from 'pino'
import type { Environment } from '../env.ts'
import type { OpenTracing } from './open-tracing.ts'

/** Opens tracing if it is configured; otherwise returns null and loads none of its packages. */
export const loadTracing = async (params: {
  environment: Pick<Environment, 'traces'>
  /** Version of this server. */
  version: string
  clock: () => Millis
  after: (delay: Millis, act: () => void) => () => void
  log: Logger
}): Promise<OpenTracing | null> => {
  const { environment, ...more } = params
  if (environment.traces === null) return null
  const { openTracing } = await import('./open-tracing.ts')
  return openTracing({ protocol: environment.traces, ...more })
}
