import type { TestServer as Postgres } from '@hookwright/store/postgres/testing/start'
import { openService } from '../crash/open-service.ts'
import { prepareCrash } from '../crash/prepare-crash.ts'
import type { Harness } from '../harness/harness.ts'
import { checkOrder } from '../history/check-effects.ts'
import { breachesIn, checkHistory } from '../history/check-history.ts'
import type { CountingService } from './counting-service.ts'
import { createDisturbances, historyOf, startDisturbed, waitForIdle } from './disturb.ts'
import { type DatabaseReader, openReader } from './read-database.ts'
import { sendLanes } from './send-lanes.ts'
import { type Servers, withServers } from './start-servers.ts'

/**
 * Targets: 95th percentile of the takeover time, and time from PostgreSQL's return to the next ack, in
 * milliseconds.
 */
const goals = { takeoverMs: 30_000, returnMs: 10_000 }

/** Disturbances of the processes under load, and checks to make afterwards without load. */
interface Plan {
  readonly startPostgres?: () => Promise<Postgres>
  readonly disturb: (disturbances: ReturnType<typeof createDisturbances>) => Promise<void>
  /** Checks the processes after the load. Returns a sentence for each breach. */
  readonly afterwards?: (servers: Servers, reader: DatabaseReader) => Promise<string[]>
}

/**
 * Disturbs processes on one PostgreSQL under load, then checks the result of every event.
 *
 * @returns a sentence for each breach
 */
export async function judgeServers(
  { folder, say }: Pick<Harness, 'folder' | 'say'>,
  { counting, chance }: { counting: CountingService; chance: () => number },
  { startPostgres, disturb, afterwards = async () => [] }: Plan
): Promise<string[]> {
  const disturbed = startDisturbed()
  const life = () => disturbed.killedAt.length
  const service = await openService({ life, chance })
  const outbound = [service.origin, counting.origin]
  const given = { folder, outbound, ...(startPostgres && { startPostgres }) }
  try {
    return await withServers(given, async servers => {
      const [api] = servers.apis
      if (api === undefined) throw new Error('There is no process.')
      const kinds = await prepareCrash(api, service.origin)
      const reader = await openReader(servers.postgres.urlOf('postgres'))
      const originOf = (request: number) => servers.products[request % servers.products.length]?.url ?? ''
      const load = sendLanes(kinds, originOf, life)
      const params = { servers, reader, load, effects: service.effects, chance, say, disturbed }
      await disturb(createDisturbances(params))
      await load.stop()
      const unfinished = await waitForIdle(reader)
      const history = await historyOf(load.sent, service.effects, params)
      let lateWrites = 0
      // One after the other: the reader has one connection, and a query that waits too long for it fails.
      for (const stall of disturbed.stalls) lateWrites += await reader.lateWrites(stall)
      // Who was not answered may have been stored after the next event.
      const lanes = history.sent.map(one => ({ ...one, lane: one.acked ? one.lane : null }))
      const firsts = history.effects.filter(seen => !disturbed.repeated.includes(seen))
      const inversions = checkOrder({ ...history, sent: lanes, effects: firsts })
      const unordered = history.sent.map(one => ({ ...one, lane: null }))
      const verdict = checkHistory({ ...history, sent: unordered })
      const takeoverMs = p95(disturbed.takeoversMs)
      const returnMs = Math.max(0, ...disturbed.returnsMs)
      const countOf = (wanted: number) => history.sent.filter(({ status }) => status === wanted).length
      const [refused, unanswered] = [countOf(503), countOf(0)]
      say(
        `${history.sent.length} events were sent, ${refused} refused with 503, ${unanswered} not answered, ${history.kept.length} are stored, ${verdict.onHold} on hold after ` +
          `three kills, ${history.effects.length} effects; order inversions ${inversions.length}.\n` +
          `First ack within ${returnMs.toFixed(0)} ms of the return of PostgreSQL. Stalled processes wrote ${lateWrites} rows ` +
          `and did ${disturbed.repeated.length} effects again.\n` +
          `acknowledged ${verdict.acked} lost ${verdict.lost.length} doubled ${verdict.doubled.length} ` +
          `unfinished ${unfinished} takeover p95 ${takeoverMs.toFixed(0)} ms`
      )
      const breaches = [
        ...breachesIn(verdict),
        ...inversions,
        ...(verdict.acked === 0 ? ['No event was acknowledged.'] : []),
        ...(unfinished > 0 ? [`${unfinished} deliveries and runs have not ended.`] : []),
        ...(lateWrites > 0 ? [`Stalled processes wrote ${lateWrites} rows that others had taken over.`] : []),
        ...(takeoverMs > goals.takeoverMs ? ['Work of killed processes was taken over too late.'] : []),
        ...(returnMs > goals.returnMs ? ['Events were acknowledged too late when PostgreSQL was back.'] : []),
        ...(await afterwards(servers, reader))
      ]
      await reader.close()
      return breaches
    })
  } finally {
    await service.close()
  }
}

function p95(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}
