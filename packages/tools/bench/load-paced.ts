import { fileURLToPath } from 'node:url'
import { type Letter, type Load, postWithWrk } from './post-with-wrk.ts'

const script = fileURLToPath(new URL('./post-paced.lua', import.meta.url))

/** Requests per second of one connection, which waits for each response before the next request. */
const perConnection = 40

/**
 * Posts one body at a steady rate.
 *
 * @param given.wrk the program
 * @param given.url on this machine
 * @param given.rate requests a second
 * @returns `refused` are those with another answer than a good one, or none
 * @throws Error when wrk fails, with what it says
 */
export async function loadPaced({
  rate,
  ...given
}: {
  wrk: string
  url: string
  letter: Letter
  rate: number
  seconds: number
}): Promise<Omit<Load, 'non2xx' | 'broken'> & { refused: number }> {
  const connections = Math.max(2, Math.ceil(rate / perConnection))
  const { non2xx, broken, ...load } = await postWithWrk({
    ...given,
    script,
    connections,
    env: { RATE: String(rate) }
  })
  return { ...load, refused: non2xx + broken }
}
