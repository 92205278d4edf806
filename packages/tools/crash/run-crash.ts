import type { Harness } from '../harness/harness.ts'
import { breachesIn, checkHistory } from '../history/check-history.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { crashHistory } from './crash-history.ts'
import { reportOf } from './report.ts'

/**
 * Kills the server repeatedly under load, waits until it is idle, and judges the result of every delivery.
 *
 * @param given.seed of the moments of the kills
 * @returns the exit code: 0 when nothing was lost, doubled, unowned or odd
 */
export async function run({ say }: Harness, { kills, seed }: Numbers<'kills' | 'seed'>): Promise<number> {
  say(`Killing the server ${kills} times under load; seed ${seed}.`)
  const { history, code, ...times } = await crashHistory({ kills, seed, say })
  const verdict = checkHistory(history)
  if (verdict.filtered > 0)
    verdict.odd.push(`${verdict.filtered} deliveries are filtered, and no rule says so.`)
  if (code !== 0) verdict.odd.push(`Asked to end, the server ended with code ${code}.`)
  say(reportOf({ history, verdict, ...times }))
  return verdict.acked > 0 && breachesIn(verdict).length === 0 ? 0 : 1
}
