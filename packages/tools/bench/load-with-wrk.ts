import { fileURLToPath } from 'node:url'
import { type Letter, type Load, postWithWrk } from './post-with-wrk.ts'

/** Number of concurrent connections. Each sends the next request once the last one is answered. */
export const connections = 64

const script = fileURLToPath(new URL('./post.lua', import.meta.url))

/**
 * Posts one body repeatedly, as fast as it is answered.
 *
 * @throws Error when wrk fails, with what it says
 */
export const loadWithWrk = (given: {
  wrk: string
  url: string
  letter: Letter
  seconds: number
}): Promise<Load> => postWithWrk({ ...given, script, connections })
