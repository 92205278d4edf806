import { setTimeout as sleep } from 'node:timers/promises'
import { loadPaced } from './load-paced.mjs'

/** A rate at which nothing waits for anything, and how long it is kept up. */
const pace = { rate: 200, seconds: 5 }
const rounds = 5

/** Time for the last runs to be written, in milliseconds. */
const settleMs = 500

/** @typedef {{ p50Ms: number, p99Ms: number }} Acks */

/**
 * Measures how soon deliveries are answered when they come steadily, the product and the reference in turn.
 *
 * @param {object} given
 * @param {string} given.wrk
 * @param {import('./post-with-wrk.mjs').Letter} given.letter
 * @param {{ product: string, reference: string }} given.targets Event URLs
 * @param {(newest: number) => number[]} given.lags how long after its arrival each of the newest deliveries had run
 * @param {(text: string) => void} given.say
 * @returns {Promise<{ rounds: { product: Acks, reference: Acks, lags: number[] }[], refused: number, answers: number }>}
 */
export async function measureAcks({ wrk, letter, targets, lags, say }) {
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
