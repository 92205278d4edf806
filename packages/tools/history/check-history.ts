import { checkEffects, checkOrder, groupBy } from './check-effects.ts'
import { checkSubscriptions } from './check-subscriptions.ts'
import type { FirstRun, History, Sent, StoredDelivery } from './history.ts'

/** Number of crashes during a delivery's run after which the delivery is put on hold. */
const crashesToHold = 3

/** Verdict of the checker. Each list contains sentences, one per delivery or subscription. */
export interface Verdict {
  acked: number
  onHold: number
  /** Number of deliveries stored but not run, for a reason that is shown. */
  filtered: number
  /** Deliveries with a 2xx response that were not stored byte for byte or did not run successfully. */
  lost: string[]
  /** Deliveries that ran twice, or had a finished effect repeated. */
  doubled: string[]
  /** Subscriptions at the service that the server does not know, or the reverse. */
  unowned: string[]
  /** Sentences about other breaches. */
  odd: string[]
}

/**
 * Checks a history against the promised guarantees. Pure.
 *
 * An acked delivery is stored. A stored delivery has run, was filtered or is a duplicate; a dedup key ran
 * only once. An effect that has ended is not repeated; one in progress is repeated only with the same key and
 * body. Ordered deliveries ran in order. An active subscription exists at the service, and each subscription
 * at the service has an owner.
 */
export function checkHistory(history: History): Verdict {
  const lost: Map<string, string> = new Map()
  const doubled: Map<string, string> = new Map()
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

interface Judged {
  acks: number
  /** Permitted end of the run if it does not succeed; null if it must succeed. */
  end: 'on-hold' | 'filtered' | null
  lost: string | null
  doubled: string | null
  odd: string[]
}

/**
 * Checks one delivery.
 *
 * @param seen.hasEffect true if the service received the effect of the delivery's run
 */
function judgeDelivery(
  id: string,
  tries: Sent[],
  {
    rows,
    runsOf,
    hasEffect
  }: {
    rows: StoredDelivery[]
    runsOf: (row: number) => FirstRun[]
    hasEffect: boolean
  }
): Judged {
  const acks = tries.filter(({ acked }) => acked).length
  const judged: Judged = { acks, end: null, lost: null, doubled: null, odd: [] }
  const [sent] = tries
  if (sent === undefined) return judged
  /**
   * Adds a breach to the verdict.
   *
   * @param sentence sentence for an acked delivery, which counts as lost
   * @param other sentence for a delivery that was not acked
   */
  const bad = (sentence: string, other: string = sentence) => {
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
 * Checks the run of a stored delivery.
 *
 * @returns the end of a sentence about the breach; null for none
 */
function whatIsWrong(kept: StoredDelivery, run: FirstRun | undefined, lacksEffect: boolean): string | null {
  if (run?.status !== 'succeeded') return `has a run that ${stateOf(run)}`
  if (kept.status !== 'done') return `ran, but is ${kept.status}`
  return lacksEffect ? 'ran, but its effect was never seen' : null
}

/** Returns all breaches in a verdict. */
export function breachesIn({ lost, doubled, unowned, odd }: Verdict): string[] {
  return [...lost, ...doubled, ...unowned, ...odd]
}

function stateOf(run: FirstRun | undefined) {
  return run === undefined ? 'does not exist' : `is ${run.status}`
}
