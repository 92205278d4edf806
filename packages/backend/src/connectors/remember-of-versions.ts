import type { Id } from '@hookwright/model'

/**
 * Creates a cached lookup of the events or actions that versions offer to users' flows. It keeps the `most`
 * versions that were read last, since versions never change. Results are in the order of the ids.
 * @param read returns the offers of versions that are not cached
 */
export const rememberOfVersions = <Offer>(
  read: (ids: Id[]) => Promise<Map<Id, Offer[]>>,
  most: number
): ((ids: Id[]) => Promise<Offer[]>) => {
  const known = new Map<Id, Offer[]>()
  return async ids => {
    const missing = ids.filter(id => !known.has(id))
    const found = missing.length === 0 ? new Map<Id, Offer[]>() : await read(missing)
    const offers = ids.flatMap(id => known.get(id) ?? found.get(id) ?? [])
    for (const [id, each] of found) known.set(id, each)
    for (const id of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(id)
    return offers
  }
}
