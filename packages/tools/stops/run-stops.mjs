import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareOne } from '../bench/product/prepare-product.mjs'
import { becomeAdmin } from '../bench/product/sign-in.mjs'
import { startProduct } from '../bench/product/start-product.mjs'
import { withTempFolder } from '../bench/temp-folder.mjs'
import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { chanceOf } from '../crash/chance.mjs'
import { lookingFlow } from '../crash/looking-flow.mjs'
import { startLoad } from '../crash/start-load.mjs'
import { until } from '../crash/until.mjs'
import { checkAnswers } from '../history/check-answers.mjs'
import { breachesIn, checkHistory } from '../history/check-history.mjs'
import { integrityOf, keptAndRun, openWork, subscriptionsHeld } from '../history/read-file.mjs'

/** Load above the server's capacity, so that every sender always waits for an answer. */
const perSecond = 10_000

/** Acks before a stop, and the maximum random delay after them, in milliseconds. */
const acksBefore = 64
const longestMs = 100

/** Timeouts of a stop and of every other wait, in milliseconds. */
const stopsWithinMs = 30_000
const withinMs = 60_000

/**
 * Tells the server to stop again and again under load. It has to end with code 0, to answer what it had before, and to
 * keep and run all that it acked; and nobody whose delivery it kept may be cut off.
 *
 * @param {object} given
 * @param {number} given.stops
 * @param {number} given.seed of the moments
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code
 */
export async function runStops({ stops, seed, say }) {
  if (!(await buildApps({ root, say }))) return 1
  say(`Stopping the server ${stops} times, seed ${seed}.`)
  return withTempFolder(async folder => {
    const chance = chanceOf(seed)
    const data = { folder: join(folder, 'data') }
    /** @type {number[]} */
    const stoppedAt = []
    /** @type {import('../history/check-answers.mjs').Gap[]} */
    const gaps = []
    /** @type {string[]} */
    const wrong = []
    let slowestMs = 0
    let waiting = 0
    let product = await startProduct({ ...data, port: 0, isNew: true })
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const { eventUrl: url } = await prepareOne(api, lookingFlow)
      const { database } = product
      const port = Number(new URL(url).port)
      const load = startLoad({ kinds: [{ url }], life: () => stoppedAt.length, perSecond })

      for (let stop = 1; stop <= stops; stop += 1) {
        const first = load.sent.length
        const acks = () => load.sent.slice(first).filter(({ acked }) => acked).length
        if (!(await until(() => acks() >= acksBefore, withinMs)))
          wrong.push(`Stop ${stop}: too little was acked.`)
        await sleep(chance() * longestMs)
        const from = performance.now()
        waiting += load.sent.filter(
          ({ written, end, reused }) => reused && written !== null && end === null
        ).length
        const late = setTimeout(() => product.child.kill('SIGKILL'), stopsWithinMs)
        const code = await product.stop()
        clearTimeout(late)
        slowestMs = Math.max(slowestMs, performance.now() - from)
        if (code !== 0) wrong.push(`Stop ${stop}: it ended with code ${code}.`)
        stoppedAt.push(Date.now())
        product = await startProduct({ ...data, port, isNew: false })
        gaps.push({ from, to: performance.now(), told: true })
        if (stop % 10 === 0 || stop === stops) say(`Stopped ${stop} of ${stops} times.`)
      }

      await load.stop()
      await until(() => openWork(database) === 0, withinMs)
      await product.stop()
      const { sent } = load
      const held = keptAndRun(database, stoppedAt)
      const kept = new Set(held.kept.map(({ id }) => id))
      const cutOff = sent.filter(({ id, end }) => end?.is === 'cut' && kept.has(id))
      const verdict = checkHistory({
        sent,
        ...held,
        effects: [],
        recorded: [],
        subscriptions: subscriptionsHeld(database),
        there: [],
        integrity: [integrityOf(database)]
      })
      const breaches = [
        ...wrong,
        ...checkAnswers(sent, gaps),
        ...cutOff.map(({ id }) => `${id} was kept, and its sender was cut off.`),
        ...breachesIn(verdict)
      ]
      for (const sentence of breaches.slice(0, 20)) say(sentence)
      const { acked, lost, filtered } = verdict
      say(
        `waiting when told to stop ${waiting}, slowest stop ${slowestMs.toFixed(0)} ms (bound ${stopsWithinMs})`
      )
      say(`acked ${acked} lost ${lost.length} odd ${breaches.length - lost.length + filtered}`)
      return waiting > 0 && breaches.length + filtered === 0 ? 0 : 1
    } finally {
      product.child.kill('SIGKILL')
      await product.ended
    }
  })
}
