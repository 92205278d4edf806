import type { History, Recorded, Seen } from './history.ts'

/**
 * Checks the effects of a history. An effect in progress at a kill may be repeated with the same key and
 * body. An effect with a recorded end may not be repeated.
 *
 * @param known ids of the sent deliveries
 * @returns `doubled`, a sentence by delivery id, and `odd`, a sentence for each other breach
 */
export function checkEffects(
  { effects, recorded }: Pick<History, 'effects' | 'recorded'>,
  known: Set<string>
): { doubled: Map<string, string>; odd: string[] } {
  const doubled: Map<string, string> = new Map()
  const odd: string[] = []
  const firstKill = firstKillOf(recorded)
  const lastByKey: Map<string, Seen> = new Map()
  const keyById: Map<string, string> = new Map()

  for (const seen of effects) {
    const { key, body, id, life } = seen
    if (!known.has(id)) odd.push(`The service saw an effect for ${id}, which nobody sent.`)
    const kill = Math.min(
      firstKill.get(key) ?? Number.POSITIVE_INFINITY,
      firstKill.get(key.split('/', 1)[0] ?? '') ?? Number.POSITIVE_INFINITY
    )
    if (life > kill)
      doubled.set(id, `The effect ${key} of ${id} had ended by kill ${kill} and was done again.`)
    const before = lastByKey.get(key)
    if (before?.life === life) doubled.set(id, `The effect ${key} of ${id} was done twice without a kill.`)
    if (before !== undefined && before.body !== body) {
      odd.push(`The effect ${key} was done again with another body.`)
    }
    lastByKey.set(key, seen)
    const otherKey = keyById.get(id)
    if (otherKey !== undefined && otherKey !== key) {
      doubled.set(id, `The effect of ${id} was done under two keys, ${otherKey} and ${key}.`)
    }
    keyById.set(id, key)
  }
  return { doubled, odd }
}

/**
 * Returns the first kill before which each effect had ended, by the effect's key. If all effects of a run had
 * ended, the key is the run id.
 */
function firstKillOf(recorded: Recorded[]) {
  const first: Map<string, number> = new Map()
  for (const { run, key, kill } of recorded) {
    const name = key ?? run
    first.set(name, Math.min(first.get(name) ?? kill, kill))
  }
  return first
}

/**
 * Checks the order of effects. The effects of a lane (deliveries with the same order key) must reach the
 * service in the order of its stored deliveries. An effect in progress at a kill may be repeated, but never
 * after the next effect.
 *
 * @returns a sentence for each effect that came too late
 */
export function checkOrder({ sent, kept, effects }: Pick<History, 'sent' | 'kept' | 'effects'>): string[] {
  const laneById = new Map(sent.map(({ id, lane }) => [id, lane]))
  const firsts = kept.filter(({ status }) => status !== 'duplicate')
  const rowById = new Map(firsts.map(({ id, row }) => [id, row]))
  const last: Map<string, { id: string; row: number }> = new Map()
  const wrong: string[] = []
  for (const { id } of effects) {
    const lane = laneById.get(id) ?? null
    const row = rowById.get(id)
    if (lane === null || row === undefined) continue
    const before = last.get(lane)
    if (before !== undefined && before.row > row) {
      wrong.push(`In the lane ${lane}, ${before.id} was done before ${id}, which came first.`)
    } else last.set(lane, { id, row })
  }
  return wrong
}

/** Groups items by a key, in their order. */
export function groupBy<Item, Key>(items: Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups: Map<Key, Item[]> = new Map()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
