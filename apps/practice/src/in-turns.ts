/** Processes the items with limited concurrency. Returns the results in the order of the items. */
export async function inTurns<T, R>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<R>
): Promise<R[]> {
  const results: R[] = []
  const waiting = items.entries()
  const takeTurns = async () => {
    for (const [place, item] of waiting) results[place] = await work(item)
  }
  await Promise.all(Array.from({ length: atATime }, takeTurns))
  return results
}
