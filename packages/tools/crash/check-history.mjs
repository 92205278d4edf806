import { checkEffects } from './check-effects.mjs'
import { groupBy } from './group-by.mjs'

/** So many crashes with a delivery under way park it as quarantined, which is a promised end. */
const crashesThatPark = 3

/**
 * What a checker found; each list holds one sentence for one delivery.
 *
 * @typedef {object} Verdict
 * @property {number} acked
 * @property {number} parked
 * @property {string[]} lost acked, and then not kept byte for byte or not run to a good end
 * @property {string[]} doubled run twice, or with a finished effect done again
 * @property {string[]} odd anything else that should not be
 */

/**
 * Judges the history of a crash test. Pure.
 *
 * @param {import('./history.mjs').History} history
 * @returns {Verdict}
 */
export function checkHistory(history) {
  /** @type {Map<string, string>} */
  const lost = new Map()
  /** @type {Map<string, string>} */
  const doubled = new Map()
  const odd = history.integrity
    .filter(word => word !== 'ok')
    .map(word => `SQLite found the file broken: ${word}.`)
  const keptById = groupBy(history.kept, ({ id }) => id)
  const runsByRow = groupBy(history.runs, ({ delivery }) => delivery)
  const seenById = groupBy(history.effects, ({ id }) => id)
  let acked = 0
  let parked = 0

  for (const sent of history.sent) {
    const { id } = sent
    if (sent.acked) acked += 1
    const rows = keptById.get(id) ?? []
    const [kept] = rows
    if (rows.length > 1) doubled.set(id, `${id} is kept ${rows.length} times.`)
    if (kept === undefined) {
      if (sent.acked) lost.set(id, `${id} was acked and is not in the file.`)
      continue
    }
    if (kept.body?.equals(sent.body) !== true) {
      const sentence = `${id} is kept with other bytes than were sent.`
      if (sent.acked) lost.set(id, sentence)
      else odd.push(sentence)
    }
    const runs = runsByRow.get(kept.row) ?? []
    if (runs.length > 1) doubled.set(id, `${id} has ${runs.length} first runs.`)
    const [run] = runs
    if (run?.status === 'parked' && run.life - sent.life >= crashesThatPark) {
      parked += 1
      continue
    }
    const unseen = sent.flow === 'effect' && !seenById.has(id)
    if (run?.status === 'succeeded' && !unseen) continue
    const what =
      run?.status === 'succeeded' ? 'ran, but its effect was never seen' : `has a run that ${stateOf(run)}`
    if (sent.acked) lost.set(id, `${id} was acked and ${what}.`)
    else odd.push(`${id} is kept, was not acked, and ${what}.`)
  }

  const known = new Set(history.sent.map(({ id }) => id))
  for (const { row, id } of history.kept) {
    if (id === null || !known.has(id)) odd.push(`Row ${row} holds ${id ?? 'a body'} that nobody sent.`)
  }
  const effects = checkEffects(history, known)
  for (const [id, sentence] of effects.doubled) doubled.set(id, sentence)
  return {
    acked,
    parked,
    lost: [...lost.values()],
    doubled: [...doubled.values()],
    odd: [...odd, ...effects.odd]
  }
}

/** @param {import('./history.mjs').FirstRun | undefined} run */
function stateOf(run) {
  return run === undefined ? 'does not exist' : `is ${run.status}`
}
