import { checkEffects } from './check-effects.mjs'
import { checkOrder } from './check-order.mjs'
import { checkSubscriptions } from './check-subscriptions.mjs'
import { groupBy } from './group-by.mjs'

/** Number of crashes during a delivery after which it is put on hold. */
const crashesToHold = 3

/**
 * Verdict of a checker. Each list contains one sentence for one delivery or subscription.
 *
 * @typedef {object} Verdict
 * @property {number} acked
 * @property {number} onHold
 * @property {number} filtered kept, and not run for a reason that is shown
 * @property {string[]} lost acked, and then not kept byte for byte or not run to a good end
 * @property {string[]} doubled run twice, or with a finished effect done again
 * @property {string[]} unowned at the service, and nobody here knows; or on, and not at the service
 * @property {string[]} odd anything else that should not be
 */

/**
 * Judges a history by the promised guarantees. A delivery that was acked is stored; a stored one has run, was filtered
 * or is a duplicate; a dedup key ran once. An effect that ended is not repeated, and one in progress only with the same
 * key and body. Ordered deliveries ran in order. An active subscription exists at the service, and each one at the
 * service has an owner. Pure.
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
  const sentById = groupBy(history.sent, ({ id }) => id)
  let acked = 0
  let onHold = 0
  let filtered = 0

  for (const [id, tries] of sentById) {
    const judged = judgeDelivery(id, tries, {
      rows: keptById.get(id) ?? [],
      runsOf: row => runsByRow.get(row) ?? [],
      hasEffect: seenById.has(id)
    })
    acked += judged.acks
    if (judged.end === 'on-hold') onHold += 1
    if (judged.end === 'filtered') filtered += 1
    if (judged.lost !== null) lost.set(id, judged.lost)
    if (judged.doubled !== null) doubled.set(id, judged.doubled)
    odd.push(...judged.odd)
  }

  for (const { row, id } of history.kept) {
    if (id === null || !sentById.has(id)) odd.push(`Row ${row} holds ${id ?? 'a body'} that nobody sent.`)
  }
  const effects = checkEffects(history, new Set(sentById.keys()))
  for (const [id, sentence] of effects.doubled) doubled.set(id, sentence)
  return {
    acked,
    onHold,
    filtered,
    lost: [...lost.values()],
    doubled: [...doubled.values()],
    unowned: checkSubscriptions(history),
    odd: [...odd, ...effects.odd, ...checkOrder(history)]
  }
}

/**
 * Verdict on one delivery.
 *
 * @typedef {object} Judged
 * @property {number} acks
 * @property {'on-hold' | 'filtered' | null} end a promised end that is no run
 * @property {string | null} lost
 * @property {string | null} doubled
 * @property {string[]} odd
 */

/**
 * @param {string} id
 * @param {import('./history.mjs').Sent[]} tries
 * @param {object} seen
 * @param {import('./history.mjs').Kept[]} seen.rows
 * @param {(row: number) => import('./history.mjs').FirstRun[]} seen.runsOf
 * @param {boolean} seen.hasEffect whether the service saw one of it
 * @returns {Judged}
 */
function judgeDelivery(id, tries, { rows, runsOf, hasEffect }) {
  const acks = tries.filter(({ acked }) => acked).length
  /** @type {Judged} */
  const judged = { acks, end: null, lost: null, doubled: null, odd: [] }
  const [sent] = tries
  if (sent === undefined) return judged
  /**
   * @param {string} sentence of one that was acked, which is lost by it
   * @param {string} [other] of one that was not
   */
  const bad = (sentence, other = sentence) => {
    if (acks > 0) judged.lost = sentence
    else judged.odd.push(other)
  }
  // What is filtered after all is as if it had not come: it may come again and run.
  const firsts = rows.filter(({ status }) => status !== 'duplicate' && status !== 'filtered')
  const kept = firsts[0] ?? rows.find(({ status }) => status === 'filtered')
  if (firsts.length > 1) judged.doubled = `${id} is kept ${firsts.length} times, none as a duplicate.`
  if (!sent.once && rows.some(({ status }) => status === 'duplicate'))
    judged.odd.push(`${id} is a duplicate, and was sent once.`)
  if (rows.length < acks) judged.lost = `${id} was acked ${acks} times and is kept ${rows.length} times.`
  if (kept === undefined) {
    if (acks > 0) judged.lost = `${id} was acked and is not in the file.`
    return judged
  }
  if (sent.body !== undefined && kept.body?.equals(sent.body) !== true)
    bad(`${id} is kept with other bytes than were sent.`)
  const runs = runsOf(kept.row)
  if (runs.length > 1) judged.doubled = `${id} has ${runs.length} first runs.`
  const [run] = runs
  if (kept.status === 'filtered' && run === undefined) return { ...judged, end: 'filtered' }
  if (run?.status === 'on-hold' && run.life - sent.life >= crashesToHold) return { ...judged, end: 'on-hold' }
  const what = whatIsWrong(kept, run, sent.effect && !hasEffect)
  if (what !== null) bad(`${id} was acked and ${what}.`, `${id} is kept, was not acked, and ${what}.`)
  return judged
}

/**
 * @param {import('./history.mjs').Kept} kept
 * @param {import('./history.mjs').FirstRun | undefined} run
 * @param {boolean} lacksEffect
 * @returns {string | null} the end of a sentence
 */
function whatIsWrong(kept, run, lacksEffect) {
  if (run?.status !== 'succeeded') return `has a run that ${stateOf(run)}`
  if (kept.status !== 'done') return `ran, but is ${kept.status}`
  return lacksEffect ? 'ran, but its effect was never seen' : null
}

/**
 * Returns all breaches in a verdict.
 *
 * @param {Verdict} verdict
 * @returns {string[]}
 */
export function breachesIn({ lost, doubled, unowned, odd }) {
  return [...lost, ...doubled, ...unowned, ...odd]
}

/** @param {import('./history.mjs').FirstRun | undefined} run */
function stateOf(run) {
  return run === undefined ? 'does not exist' : `is ${run.status}`
}
