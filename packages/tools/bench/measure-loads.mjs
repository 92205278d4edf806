import { drain, measureRound } from './measure-round.mjs'

const rounds = 3
const seconds = { warmUp: 2, load: 6 }

/** @typedef {import('./measure-round.mjs').Measured} Measured */
/** @typedef {{ pid: number, url: string }} Place */

/**
 * Measurements of one load, by round.
 *
 * @typedef {{ plan: import('./loads.mjs').LoadPlan, product: Measured[], reference: Measured[] }} MeasuredLoad
 */

/**
 * Loads the product and a reference alternately, load by load.
 *
 * @param {object} given
 * @param {import('./loads.mjs').LoadPlan[]} given.plans
 * @param {Record<'product' | 'run' | 'keep', Place>} given.targets
 * @param {string} given.wrk
 * @param {(paused: boolean) => Promise<unknown>} given.pause pauses the product's flow, or lets it go on
 * @param {() => number} given.waiting how many deliveries wait for their run
 * @param {(text: string) => void} given.say
 * @returns {Promise<MeasuredLoad[]>}
 */
export async function measureLoads({ plans, targets, wrk, pause, waiting, say }) {
  const pids = Object.values(targets).map(({ pid }) => pid)
  const loads = []
  for (const plan of plans) {
    const sides = {
      product: { ...targets.product, hasRest: () => !plan.paused && waiting() > 0 },
      reference: { ...targets[plan.against], hasRest: () => false }
    }
    /** @type {Record<keyof typeof sides, Measured[]>} */
    const measured = { product: [], reference: [] }
    if (plan.paused) await pause(true)
    const turns = /** @type {const} */ (['product', 'reference'])
    for (let round = 0; round < rounds; round += 1) {
      // Each goes first in turn, so that neither always finds the machine as the other has left it.
      for (const name of round % 2 === 0 ? turns : turns.toReversed()) {
        say(`${plan.what}, round ${round + 1} of ${rounds}: ${name}.`)
        const side = sides[name]
        const bystanders = pids.filter(pid => pid !== side.pid)
        measured[name].push(await measureRound(side, { wrk, letter: plan.letter, seconds, bystanders }))
      }
    }
    if (plan.paused) {
      await pause(false)
      await drain(() => waiting() > 0)
    }
    loads.push({ plan, ...measured })
  }
  return loads
}
