import { fileURLToPath } from 'node:url'
import { postWithWrk } from './post-with-wrk.mjs'

const script = fileURLToPath(new URL('./post-paced.lua', import.meta.url))

/** Requests per second of one connection, which waits for each response before the next request. */
const perConnection = 40

/**
 * Posts one body at a steady rate.
 *
 * @param {object} given
 * @param {string} given.wrk the program
 * @param {string} given.url on this machine
 * @param {import('./post-with-wrk.mjs').Letter} given.letter
 * @param {number} given.rate requests a second
 * @param {number} given.seconds
 * @returns {Promise<Omit<import('./post-with-wrk.mjs').Load, 'non2xx' | 'broken'> & { refused: number }>}   `refused`
 * are those with another answer than a good one, or none
 * @throws Error when wrk fails, with what it says
 */
export async function loadPaced({ rate, ...given }) {
  const connections = Math.max(2, Math.ceil(rate / perConnection))
  const { non2xx, broken, ...load } = await postWithWrk({
    ...given,
    script,
    connections,
    env: { RATE: String(rate) }
  })
  return { ...load, refused: non2xx + broken }
}
