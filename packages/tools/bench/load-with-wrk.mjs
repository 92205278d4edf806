import { fileURLToPath } from 'node:url'
import { postWithWrk } from './post-with-wrk.mjs'

/** Number of concurrent connections. Each sends the next request once the last one is answered. */
export const connections = 64

const script = fileURLToPath(new URL('./post.lua', import.meta.url))

/**
 * Posts one body repeatedly, as fast as it is answered.
 *
 * @param {{ wrk: string, url: string, letter: import('./post-with-wrk.mjs').Letter, seconds: number }} given
 * @returns {Promise<import('./post-with-wrk.mjs').Load>}
 * @throws Error when wrk fails, with what it says
 */
export const loadWithWrk = given => postWithWrk({ ...given, script, connections })
