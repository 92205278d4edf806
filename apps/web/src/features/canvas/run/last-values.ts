import type { CardValues } from '@hookwright/cards/views'
import type { FlowView, Ports, Scope } from '@hookwright/engine'
import { type Binding, type Card, type CardId, cardOf, pillsOf } from '@hookwright/model'
import { inputsOf, isSilent, outputsOf, type ShownRun, stepsOfCards } from './run-view.ts'

/**
 * Returns the outputs of each card in a run, taken from the card's last successful step.
 *
 * `roots` are the ids that step paths begin with; by default the cards of the top-level strip.
 */
export const lastOutputsOf = (run: Pick<ShownRun, 'flow' | 'steps' | 'given'>, roots?: CardId[]): Scope =>
  new Map(
    stepsOfCards(run.flow, run.steps, roots).flatMap(({ step, card }) =>
      step.status === 'succeeded' ? [[card.id, outputsOf(run, step)] as const] : []
    )
  )

/**
 * Inputs and outputs of each card in the last runs. `memo` has the data they were computed from, so that
 * unchanged cards are not computed again.
 */
export interface LastValues {
  values: ReadonlyMap<CardId, CardValues>
  memo: { gave: Scope; cards: Map<CardId, { card: Card; ports: Ports | null; values: CardValues }> }
}

/**
 * Returns true when a binding has pills and the values of all of them are known. Constants do not count,
 * since they are visible in their field.
 */
const isKnown =
  (gave: Scope) =>
  (binding: Binding): boolean => {
    const pills = pillsOf(binding)
    return pills.length > 0 && pills.every(({ card }) => gave.has(card))
  }

/**
 * Returns the inputs and outputs of each card, computed from the last outputs. The values of an unchanged
 * card are the same object as before.
 */
export const lastValuesOf = (view: FlowView, gave: Scope, before: LastValues | null): LastValues => {
  const known = before?.memo.gave === gave ? before.memo.cards : null
  const cards: LastValues['memo']['cards'] = new Map()
  for (const id of view.places.keys()) {
    const card = cardOf(view.flow, id)
    if (card === undefined || isSilent(view, id)) continue
    const ports = view.portsOf(card)
    const old = known?.get(id)
    const isSame = old !== undefined && old.card === card && old.ports === ports
    const values = isSame
      ? old.values
      : { inputs: inputsOf(view, card, gave, isKnown(gave)), outputs: gave.get(id) ?? {} }
    cards.set(id, { card, ports, values })
  }
  const values = new Map([...cards].map(([id, each]) => [id, each.values]))
  return { values, memo: { gave, cards } }
}
