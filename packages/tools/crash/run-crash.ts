import type { Harness } from '../harness/harness.ts'
import { breachesIn, checkHistory, type Verdict } from '../history/check-history.ts'
import type { History } from '../history/history.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { crashHistory } from './crash-history.ts'

/**
 * Kills the server repeatedly under load, waits until it is idle, and judges the result of every delivery.
 *
 * @param given.seed seed for the times of the kills
 * @returns the exit code: 0 when the verdict has no breach (lost, doubled, unowned or odd)
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

/** Maximum number of sentences about breaches in the report. Further breaches are only counted. */
const mostShown = 20

interface Given {
  history: History
  verdict: Verdict
  startsMs: number[]
  restMs: number
}

/** Formats the report of a crash test. Its last line is a summary such as “acked 4000 lost 0 doubled 0”. */
export function reportOf({ history, verdict, startsMs, restMs }: Given): string {
  const { acked, onHold, lost, doubled, unowned, odd } = verdict
  const again = history.effects.length - new Set(history.effects.map(({ key }) => key)).size
  const duplicates = history.kept.filter(({ status }) => status === 'duplicate').length
  const intact = history.integrity.filter(word => word === 'ok').length
  return [
    ...breachesIn(verdict).slice(0, mostShown),
    `${history.sent.length} deliveries were sent, ${history.kept.length} are in the file, ${duplicates} of them duplicates, ${onHold} on hold after three kills.`,
    `${history.effects.length} effects were seen, ${again} of them again after a kill had found them under way.`,
    `integrity_check was ok ${intact} of ${history.integrity.length} times; the server listened again within ` +
      `${Math.max(...startsMs).toFixed(0)} ms; after the last kill all was done within ${restMs.toFixed(0)} ms.`,
    ...(unowned.length > 0 ? [`${unowned.length} subscriptions are unowned; see above.`] : []),
    ...(odd.length > 0 ? [`${odd.length} things are odd; see above.`] : []),
    `acked ${acked} lost ${lost.length} doubled ${doubled.length}`
  ].join('\n')
}
