import type { CardValues } from '@hookwright/cards/views'
import type { FlowView, Ports, Scope } from '@hookwright/engine'
import { type Binding, type Card, type CardId, cardOf, pillsOf } from '@hookwright/model'
import { inputsOf, isSilent, outputsOf, type ShownRun, stepsOfCards } from './run-view.ts'

/** What each card gave in a run, as its last step says. `roots` are the cards that the paths of steps begin with. */
export const gaveIn = (run: Pick<ShownRun, 'flow' | 'steps' | 'given'>, roots?: CardId[]): Scope =>
  new Map(
    stepsOfCards(run.flow, run.steps, roots).flatMap(({ step, card }) =>
      step.status === 'succeeded' ? [[card.id, outputsOf(run, step)] as const] : []
    )
  )

/** The values that cards have by what others gave last, and what they follow from. */
export interface LastValues {
  values: ReadonlyMap<CardId, CardValues>
  memo: { gave: Scope; cards: Map<CardId, { card: Card; ports: Ports | null; values: CardValues }> }
}

/** Whether all that feeds an input is known; a fixed value is seen where it is typed. */
const isKnown =
  (gave: Scope) =>
  (binding: Binding): boolean => {
    const pills = pillsOf(binding)
    return pills.length > 0 && pills.every(({ card }) => gave.has(card))
  }

/**
 * What each card of the drawn flow would take now, and what it gave, by what cards gave last. A card that is as it was
 * keeps the same values, as the same object.
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
