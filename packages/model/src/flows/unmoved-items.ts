/**
 * Returns as many items as possible that kept their relative order, so that the fewest count as moved. Both
 * lists contain the same items, each once.
 */
export const unmovedItemsOf = <Item>(before: Item[], after: Item[]): Set<Item> => {
  const places = new Map(after.map((item, index) => [item, index]))
  /**
   * Best sequence of one length that was found so far. It is a linked list: the last item, and the sequence
   * before it.
   */
  interface Run {
    item: Item
    place: number
    rest: Run | null
  }
  const runs: Run[] = []
  for (const item of before) {
    const place = places.get(item)
    if (place === undefined) continue
    let low = 0
    let high = runs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[middle]?.place ?? 0) < place) low = middle + 1
      else high = middle
    }
    runs[low] = { item, place, rest: runs[low - 1] ?? null }
  }
  const stayed = new Set<Item>()
  for (let run = runs.at(-1) ?? null; run !== null; run = run.rest) stayed.add(run.item)
  return stayed
}
