import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { breachesIn, checkHistory } from '../history/check-history.mjs'
import { crashHistory } from './crash-history.mjs'
import { reportOf } from './report.mjs'

/**
 * Kills the server repeatedly under load, waits until it is idle, and judges the result of every delivery.
 *
 * @param {object} given
 * @param {number} given.kills
 * @param {number} given.seed of the moments of the kills
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code: 0 when nothing was lost, doubled, unowned or odd
 */
export async function runCrash({ kills, seed, say }) {
  if (!(await buildApps({ root, say }))) return 1
  say(`Killing the server ${kills} times under load; seed ${seed}.`)
  const { history, code, ...times } = await crashHistory({ kills, seed, say })
  const verdict = checkHistory(history)
  if (verdict.filtered > 0)
    verdict.odd.push(`${verdict.filtered} deliveries are filtered, and no rule says so.`)
  if (code !== 0) verdict.odd.push(`Asked to end, the server ended with code ${code}.`)
  say(reportOf({ history, verdict, ...times }))
  return verdict.acked > 0 && breachesIn(verdict).length === 0 ? 0 : 1
}
