import { type CardDifference, compareFlows } from '../flows/compare-flows.ts'
import type { Id } from '../kernel/ids.ts'
import type { FrozenFlow, VersionSnapshot } from './version.ts'

/** Difference of one flow between two connector snapshots. A changed flow may differ only in its name. */
export type FlowDifference =
  | { is: 'added'; id: Id; after: FrozenFlow }
  | { is: 'removed'; id: Id; before: FrozenFlow }
  | { is: 'changed'; id: Id; before: FrozenFlow; after: FrozenFlow; cards: CardDifference[] }

/**
 * Returns the flows that differ between two snapshots of a connector, in the order of the newer snapshot.
 * Removed flows come last.
 */
export const compareFlowsOf = (before: VersionSnapshot, after: VersionSnapshot): FlowDifference[] => {
  const was = new Map(before.flows.map(flow => [flow.id, flow]))
  const is = new Set(after.flows.map(({ id }) => id))
  const here = after.flows.flatMap((flow): FlowDifference[] => {
    const old = was.get(flow.id)
    if (old === undefined) return [{ is: 'added', id: flow.id, after: flow }]
    const cards = compareFlows(old.doc, flow.doc)
    const same = cards.length === 0 && old.name === flow.name && old.description === flow.description
    return same ? [] : [{ is: 'changed', id: flow.id, before: old, after: flow, cards }]
  })
  const gone = before.flows.filter(({ id }) => !is.has(id))
  return [...here, ...gone.map((flow): FlowDifference => ({ is: 'removed', id: flow.id, before: flow }))]
}
