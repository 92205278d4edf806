import type { History } from './history.ts'

/**
 * Judges the order of effects. The effects of a lane must reach the service in the order of its stored deliveries. One
 * in progress at a kill may be repeated, but never after the next.
 *
 * @returns a sentence for each that came too late
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
