import { setTimeout as sleep } from 'node:timers/promises'
import { type Letter, loadPaced } from './load.ts'

/** Rate without queueing, and its duration in seconds. */
const pace = { rate: 200, seconds: 5 }
const rounds = 5

/** Time to wait until the last runs are stored, in milliseconds. */
const settleMs = 500

interface Acks {
  p50Ms: number
  p99Ms: number
}

interface Given {
  wrk: string
  letter: Letter
  targets: { product: string; reference: string }
  lags: (newest: number) => number[]
  say: (text: string) => void
}

/**
 * Measures response times of deliveries at a steady rate, alternating between product and reference.
 *
 * @param given.targets Event URLs
 * @param given.lags how long after its arrival each of the newest deliveries had run
 */
export async function measureAcks({ wrk, letter, targets, lags, say }: Given): Promise<{
  rounds: { product: Acks; reference: Acks; lags: number[] }[]
  refused: number
  answers: number
}> {
  const measured = []
  let refused = 0
  let answers = 0
  for (let round = 1; round <= rounds; round += 1) {
    say(`${pace.rate} a second, round ${round} of ${rounds}.`)
    const reference = await loadPaced({ wrk, letter, url: targets.reference, ...pace })
    const product = await loadPaced({ wrk, letter, url: targets.product, ...pace })
    await sleep(settleMs)
    refused += product.refused
    answers += product.answers
    measured.push({ product, reference, lags: lags(product.answers - product.refused) })
  }
  return { rounds: measured, refused, answers }
}
