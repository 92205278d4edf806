import { openService } from '../crash/open-service.ts'
import { prepareCrash } from '../crash/prepare-crash.ts'
import { chanceOf } from '../crash/start-load.ts'
import type { Harness } from '../harness/harness.ts'
import { checkOrder } from '../history/check-effects.ts'
import { breachesIn, checkHistory } from '../history/check-history.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { actTogether } from './act-together.ts'
import { openCountingService } from './counting-service.ts'
import { comeToRest, createDisturbances, historyOf, startDisturbed } from './disturb.ts'
import { openReader } from './read-database.ts'
import { sendLanes } from './send-lanes.ts'
import { withServers } from './start-servers.ts'

/** Maximum number of sentences shown; the rest is counted. */
const mostShown = 20

/** Longest time for taking over (p95), and to the next ack when PostgreSQL is back, in milliseconds. */
const goals = { takeoverMs: 30_000, returnMs: 10_000 }

/**
 * Kills and stalls processes on one PostgreSQL under load, and stops PostgreSQL, then judges the result of every event
 * and what the processes do at once.
 *
 * @param numbers.seed of the moments
 * @returns the exit code: 0 when nothing was lost, doubled, unfinished, written late or done twice
 */
export async function run(
  { folder, say }: Harness,
  { kills, stops, stalls, seed }: Numbers<'kills' | 'stops' | 'stalls' | 'seed'>
): Promise<number> {
  say(
    `Killing processes ${kills} times, stopping PostgreSQL ${stops} times, stalling ${stalls}; seed ${seed}.`
  )
  const chance = chanceOf(seed)
  const disturbed = startDisturbed()
  const life = () => disturbed.killedAt.length
  const service = await openService({ life, chance })
  const counting = await openCountingService()
  try {
    return await withServers(folder, [service.origin, counting.origin], async servers => {
      const [api] = servers.apis
      if (api === undefined) throw new Error('There is no process.')
      const kinds = await prepareCrash(api, service.origin)
      const reader = await openReader(servers.postgres.urlOf('postgres'))
      const load = sendLanes(
        kinds,
        request => servers.products[request % servers.products.length]?.url ?? '',
        life
      )
      const given = { servers, reader, load, effects: service.effects, chance, say, disturbed }
      const disturbances = createDisturbances(given)
      await disturbances.kill(kills)
      await disturbances.measured()
      await disturbances.stall(stalls)
      await disturbances.stop(stops)
      await load.stop()
      const unfinished = await comeToRest(reader)
      const history = await historyOf(load.sent, service.effects, given)
      const late = await Promise.all(disturbed.stalls.map(reader.lateWrites))
      // Who was not answered may have been stored after the next event.
      const lanes = history.sent.map(one => ({ ...one, lane: one.acked ? one.lane : null }))
      const inversions = checkOrder({ ...history, sent: lanes })
      const unordered = history.sent.map(one => ({ ...one, lane: null }))
      const verdict = checkHistory({ ...history, sent: unordered })
      const takeoverMs = p95(disturbed.takeoversMs)
      const returnMs = Math.max(0, ...disturbed.returnsMs)
      const lateWrites = late.reduce((sum, count) => sum + count, 0)
      const countOf = (wanted: number) => history.sent.filter(({ status }) => status === wanted).length
      const [refused, unanswered] = [countOf(503), countOf(0)]
      const breaches = [
        ...breachesIn(verdict),
        ...inversions,
        ...(unfinished > 0 ? [`${unfinished} deliveries and runs have not ended.`] : []),
        ...(lateWrites > 0 ? [`Stalled processes wrote ${lateWrites} rows that others had taken over.`] : []),
        ...(takeoverMs > goals.takeoverMs ? ['Work of killed processes was taken over too late.'] : []),
        ...(returnMs > goals.returnMs ? ['Events were acknowledged too late when PostgreSQL was back.'] : []),
        ...(await actTogether(servers, counting, say))
      ]
      for (const sentence of breaches.slice(0, mostShown)) say(sentence)
      say(
        `${history.sent.length} events were sent, ${refused} refused with 503, ${unanswered} not answered, ${history.kept.length} are stored, ${verdict.onHold} on hold after ` +
          `three kills, ${history.effects.length} effects; order inversions ${inversions.length}.\n` +
          `First ack within ${returnMs.toFixed(0)} ms of the return of PostgreSQL. Stalled processes wrote ${lateWrites} rows ` +
          `and did ${disturbed.repeated} effects again.\n` +
          `acknowledged ${verdict.acked} lost ${verdict.lost.length} doubled ${verdict.doubled.length} ` +
          `unfinished ${unfinished} takeover p95 ${takeoverMs.toFixed(0)} ms`
      )
      await reader.close()
      return verdict.acked > 0 && breaches.length === 0 ? 0 : 1
    })
  } finally {
    await service.close()
    await counting.close()
  }
}

function p95(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}
