import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { defineBench } from '../define-bench.ts'
import { loadPaced } from '../load.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { type RunsRound, type RunTimes, runsFiguresOf, runsLoad, runsReportOf } from './runs-figures.ts'
import { withSlowService } from './with-slow-service.ts'

const rounds = 3

/** Time limit for the runs of a round after all deliveries have arrived, in milliseconds. */
const endedWithinMs = 60_000

/**
 * SQL query for the times of each delivery after a given row: its arrival, and the start and end of its run.
 */
const ranSql = `
  select d.received_at as received, r.started_at as started, r.finished_at as finished, r.status as status
  from runs r join deliveries d on d.id = r.delivery
  where d.id > ? and r.status in ('succeeded', 'failed', 'on-hold', 'cancelled')`

/** Measures the throughput and start delay of runs that each call a slow service. */
export const bench = defineBench({
  measure: harness =>
    withSlowService(harness, runsLoad, async ({ product, url, letter }) => {
      const { wrk, say } = harness
      const db = new Database(product.database, { readonly: true })
      try {
        const measured = []
        for (let round = 1; round <= rounds; round += 1) {
          say(`${runsLoad.rate} deliveries a second, round ${round} of ${rounds}.`)
          await waitForQuiet([product.pid])
          measured.push(await measureRound(db, { wrk, url, letter }))
        }
        return runsFiguresOf(measured)
      } finally {
        db.close()
      }
    }),
  report: runsReportOf
})

async function measureRound(
  db: Database.Database,
  load: Omit<Parameters<typeof loadPaced>[0], 'rate' | 'seconds'>
): Promise<RunsRound> {
  const before = db.prepare('select coalesce(max(id), 0) from deliveries').pluck().get()
  const { answers, refused } = await loadPaced({ ...load, ...runsLoad })
  // The last ones may have been taken without that the load heard of it.
  const stored = Number(db.prepare('select count(*) from deliveries where id > ?').pluck().get(before))
  const accepted = Math.max(stored, answers - refused)
  const until = performance.now() + endedWithinMs
  const rows = () => db.prepare(ranSql).all(before) as (RunTimes & { status: string })[]
  while (rows().length < accepted && performance.now() < until) await sleep(100)
  const ran = rows()
  return { accepted, failed: ran.filter(({ status }) => status !== 'succeeded').length, ran }
}
