import {
  type Bindings,
  type Card,
  type FieldId,
  type Flow,
  type InputValues,
  type Json,
  pillsOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'
import { helperUsesOf } from './helper-uses.ts'
import { lastCardOf } from './last-card.ts'
import { reachableFlows } from './reachable-flows.ts'

/** Returns the part of a flow that affects a run, without notes and card titles. */
const runningPartOf = (flow: Flow, specs: Specs): unknown => {
  const isSilent = (id: string): boolean => specs.get(flow.cards[id]?.type ?? '')?.silent === true
  const heard = (strip: string[]): string[] => strip.filter(id => !isSilent(id))
  return {
    strip: heard(flow.strip),
    cards: Object.fromEntries(
      Object.values(flow.cards)
        .filter(card => !isSilent(card.id))
        .map(({ title: _title, note: _note, blocks, ...card }) => [
          card.id,
          { ...card, blocks: (blocks ?? []).map(block => ({ ...block, strip: heard(block.strip) })) }
        ])
    )
  }
}

/**
 * Returns the flows that a flow calls directly or indirectly, by id. Each is reduced to the parts that affect
 * a run.
 */
const reachedBy = (snapshot: VersionSnapshot, doc: Flow, specs: Specs): Record<string, unknown> => {
  const called = (card: Card): string[] => {
    const spec = specs.get(card.type)
    const uses = spec === undefined ? [] : helperUsesOf(card, spec)
    return uses.flatMap(({ flowId, as }) => (as === 'call' ? [flowId] : []))
  }
  return Object.fromEntries(
    reachableFlows([doc], snapshot.flows, called).map(each => [each.id, runningPartOf(each.doc, specs)])
  )
}

/**
 * Returns the behavior of a flow in a version: its cards and the flows that they call. Flows with equal JSON
 * behave equally.
 */
export const behaviourOf = (snapshot: VersionSnapshot, doc: Flow, specs: Specs): unknown => ({
  doc: runningPartOf(doc, specs),
  reached: reachedBy(snapshot, doc, specs)
})

/**
 * Returns a flow without the config of its start and return cards, which define its signature. The signature
 * is compared separately, field by field.
 */
export const withoutSignature = (doc: Flow, start: Card, specs: Specs): Flow => {
  const last = lastCardOf(doc, specs)
  const bare: Record<string, Card> = { [start.id]: { ...start, config: {}, inputs: {} } }
  if (last !== undefined && last !== start) bare[last.id] = { ...last, config: {} }
  return { ...doc, cards: { ...doc.cards, ...bare } }
}

/** Returns the values of bindings: the literals, and the ids of the mapped fields. */
export const inputValuesIn = (inputs: Bindings): InputValues => {
  const chosen: Record<FieldId, Json> = {}
  const mapped = new Set<FieldId>()
  for (const [id, binding] of Object.entries(inputs)) {
    if (pillsOf(binding).length > 0) mapped.add(id)
    else if (binding.kind === 'literal') chosen[id] = binding.value
    else if (binding.kind === 'text') chosen[id] = binding.parts.join('')
  }
  return { chosen, mapped }
}
