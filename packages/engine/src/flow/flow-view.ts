import { type Card, type CardId, type Flow, type Place, placesOf } from '@hookwright/model'
import type { Catalog } from '../card/catalog.ts'
import { type CardSpec, nameOfCard, type Specs } from '../card/define-card.ts'
import type { Ports } from '../card/ports.ts'

/** Flow with precomputed lookups for its checks. */
export interface FlowView {
  flow: Flow
  specs: Specs
  catalog: Catalog
  places: Map<CardId, Place>
  portsOf: (card: Card) => Ports | null
}

/** Prepares a flow for checks. Places and ports are computed once. */
export const viewOf = (flow: Flow, specs: Specs, catalog: Catalog): FlowView => {
  const memo = new Map<CardId, Ports | null>()
  return {
    flow,
    specs,
    catalog,
    places: placesOf(flow),
    portsOf: card => {
      const known = memo.get(card.id)
      if (known !== undefined) return known
      const ports = specs.get(card.type)?.ports(card.config, catalog) ?? null
      memo.set(card.id, ports)
      return ports
    }
  }
}

/** Returns the spec of a card's type; undefined for an unknown type. */
export const specOf = (view: FlowView, card: Card): CardSpec | undefined => view.specs.get(card.type)

/** Returns the name of a card, for messages. */
export const nameIn = (view: FlowView, card: Card): string => nameOfCard(card, specOf(view, card))
