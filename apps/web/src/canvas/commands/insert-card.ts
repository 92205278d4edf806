import type { CardSpec } from '@hookwright/engine'
import {
  type Card,
  type CardId,
  type Fragment,
  type OneEdit,
  startCardOf,
  type Target
} from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import { goToCard } from './choose.ts'
import { allowedTarget, nextTarget } from './targets.ts'
import { change, tell } from './tell.ts'

/** A card as it is when it has just been put on the canvas. */
export const blankCard = (spec: CardSpec, id: CardId): Card => ({
  id,
  type: spec.type,
  inputs: {},
  ...spec.blank()
})

/** Puts a card at a target, or behind the chosen card. Returns its id, or null when it was refused. */
export const insertCard = (canvas: Canvas, spec: CardSpec, target: Target | null): CardId | null => {
  const { flow } = canvas.drawing.getState()
  const { chosen } = canvas.desk.getState()
  const id = canvas.newId()
  const fragment: Fragment = { strip: [id], cards: { [id]: blankCard(spec, id) } }
  const to = allowedTarget(flow, canvas.specs, target ?? nextTarget(flow, canvas.specs, chosen), spec)
  if (!change(canvas, `add card “${spec.title}”`, { kind: 'insert', to, fragment })) return null
  canvas.desk.setState({ target: null })
  goToCard(canvas, id)
  tell(canvas, `Card ${spec.title} added.`)
  return id
}

/**
 * Begins a flow with these cards, the event first, and closes what they were chosen in. Where the flow has begun, the event
 * takes the place of its start card; with the same id, what was mapped from that is mapped from the event.
 */
export const beginWith = (canvas: Canvas, event: string, cards: Card[]): void => {
  const before = startCardOf(canvas.drawing.getState().flow)
  const fragment: Fragment = {
    strip: cards.map(card => card.id),
    cards: Object.fromEntries(cards.map(card => [card.id, card]))
  }
  const edits: OneEdit[] = [
    ...(before === undefined ? [] : [{ kind: 'remove' as const, card: before.id }]),
    { kind: 'insert', to: { strip: null, index: 0 }, fragment }
  ]
  const verb = before === undefined ? 'add' : 'choose'
  const done = change(canvas, `${verb} event “${event}”`, { kind: 'all', edits })
  const [start] = cards
  if (done && start !== undefined) goToCard(canvas, start.id)
  canvas.desk.setState({ dialog: null })
}

/** Begins a flow with an event, and with the return card that it needs. */
export const addEvent = (canvas: Canvas, spec: CardSpec): void => {
  const kind = spec.starts?.kind
  if (kind === undefined) return
  const last = spec.starts?.needsReturn
    ? [...canvas.specs.values()].find(other => other.returns?.kinds.includes(kind))
    : undefined
  const cards = [spec, ...(last === undefined ? [] : [last])].map(one => blankCard(one, canvas.newId()))
  beginWith(canvas, spec.starts?.event ?? spec.title, cards)
}
