import { type Card, type CardId, cardOf, type Sight, sightOf } from '@hookwright/model'
import type { OutputPort, Ports } from '../card/ports.ts'
import type { BindingTarget } from './binding-target.ts'
import type { FlowView } from './flow-view.ts'

/** Value that can be mapped to an input, and the card that outputs it. */
export interface Offer {
  card: Card
  port: OutputPort
}

/** Returns the inner fields of a card that a binding target can use. */
const innerInSight = (ports: Ports, site: BindingTarget, source: CardId): OutputPort[] => {
  const around = site.place.around.find(block => block.card === source)
  const sees =
    source === site.card.id && around === undefined
      ? site.sees
      : (ports.blocks.find(block => block.id === around?.block)?.sees ?? [])
  return ports.inner.filter(port => sees.includes(port.id))
}

/** Returns the outputs of a source card that a binding target can use. */
export const offeredBy = (ports: Ports, site: BindingTarget, source: CardId, sight: Sight): OutputPort[] => {
  if (sight === 'no') return []
  return sight === 'earlier' ? [...ports.outputs, ...ports.joins] : innerInSight(ports, site, source)
}

/** Returns all values that a binding target can use, of any type, in card order. */
export const offersAt = (view: FlowView, site: BindingTarget): Offer[] =>
  [...view.places.keys()].flatMap(id => {
    const card = cardOf(view.flow, id)
    const ports = card === undefined ? null : view.portsOf(card)
    if (card === undefined || ports === null) return []
    const sight = sightOf(view.places, site.place, site.card.id, id)
    return offeredBy(ports, site, id, sight).map(port => ({ card, port }))
  })
