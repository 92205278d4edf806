import type { Card, Flow } from '@hookwright/model'

/**
 * Returns the flows that some flows call directly or indirectly, without duplicates.
 * @param calls returns the ids of the flows that a card calls
 */
export const reachableFlows = <Candidate extends { id: string; doc: Flow }>(
  docs: Flow[],
  candidates: Candidate[],
  calls: (card: Card) => string[]
): Candidate[] => {
  const byId = new Map(candidates.map(candidate => [candidate.id, candidate]))
  const reached = new Map<string, Candidate>()
  const visit = (doc: Flow): void => {
    for (const card of Object.values(doc.cards)) {
      for (const id of calls(card)) {
        const found = byId.get(id)
        if (found === undefined || reached.has(id)) continue
        reached.set(id, found)
        visit(found.doc)
      }
    }
  }
  for (const doc of docs) visit(doc)
  return [...reached.values()]
}
