import type { Card, CardId, Flow, Place } from '@hookwright/model'
import { type CardSpec, nameOfCard, type Specs } from './define-card.ts'
import type { Ports } from './ports.ts'
import type { Surroundings } from './surroundings.ts'

/** What a check of one flow looks things up in. */
export interface FlowView {
  flow: Flow
  specs: Specs
  surroundings: Surroundings
  places: Map<CardId, Place>
  portsOf: (card: Card) => Ports | null
}

/** The spec of a card's type, or undefined when the type is not known. */
export const specOf = (view: FlowView, card: Card): CardSpec | undefined => view.specs.get(card.type)

/** The card's name, for sentences. */
export const nameIn = (view: FlowView, card: Card): string => nameOfCard(card, specOf(view, card))
