import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf, until } from '../crash/start-load.ts'
import { withLoadedServer } from '../crash/with-loaded-server.ts'
import type { Harness } from '../harness/harness.ts'
import { checkAnswers, type Gap } from '../history/check-answers.ts'
import { breachesIn, checkHistory } from '../history/check-history.ts'
import { historyOf, openWork } from '../history/read-file.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'

/**
 * Deliveries per second that the senders attempt. The server cannot handle as many, so that every sender
 * always waits for a response.
 */
const perSecond = 10_000

/** Number of acks before a stop, and the maximum random delay after them, in milliseconds. */
const acksBefore = 64
const longestMs = 100

/** Maximum time until the server has stopped, and maximum time of every other wait, in milliseconds. */
const stopsWithinMs = 30_000
const withinMs = 60_000

/**
 * Stops the server repeatedly under load. The server must end with code 0, respond to earlier requests, and
 * store and run all acked deliveries. It must not close the connection of a sender whose delivery it stored
 * before responding.
 *
 * @param given.seed seed for the times of the stops
 * @returns the exit code
 */
export async function run(
  { folder, say }: Harness,
  { stops, seed }: Numbers<'stops' | 'seed'>
): Promise<number> {
  say(`Stopping the server ${stops} times, seed ${seed}.`)
  const chance = chanceOf(seed)
  const gaps: Gap[] = []
  const wrong: string[] = []
  let slowestMs = 0
  let waiting = 0
  return withLoadedServer(folder, { perSecond }, async server => {
    const { database, load, endedAt } = server

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
      const late = setTimeout(() => server.product.child.kill('SIGKILL'), stopsWithinMs)
      const code = await server.product.stop()
      clearTimeout(late)
      slowestMs = Math.max(slowestMs, performance.now() - from)
      if (code !== 0) wrong.push(`Stop ${stop}: it ended with code ${code}.`)
      endedAt.push(Date.now())
      await server.startAgain()
      gaps.push({ from, to: performance.now(), told: true })
      if (stop % 10 === 0 || stop === stops) say(`Stopped ${stop} of ${stops} times.`)
    }

    await load.stop()
    await until(() => openWork(database) === 0, withinMs)
    await server.product.stop()
    const { sent } = load
    const history = historyOf(sent, database, endedAt)
    const kept = new Set(history.kept.map(({ id }) => id))
    const cutOff = sent.filter(({ id, end }) => end?.is === 'cut' && kept.has(id))
    const verdict = checkHistory(history)
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
  })
}
