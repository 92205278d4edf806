import { type CardSpec, lastCardOf } from '@hookwright/engine'
import {
  type Card,
  type CardId,
  type Flow,
  type Fragment,
  type OneEdit,
  startCardOf,
  type Target
} from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import { announce, change } from './announce.ts'
import { goToCard } from './choose.ts'
import { allowedTarget, nextTarget } from './targets.ts'

/** Returns a new card of a type. */
export const blankCard = (spec: CardSpec, id: CardId): Card => ({
  id,
  type: spec.type,
  inputs: {},
  ...spec.blank()
})

/**
 * Inserts an already created card at a target, or after the selected card. Returns its id; null when refused.
 */
export const insertFresh = (
  canvas: Canvas,
  { card, spec, name }: { card: Card; spec: CardSpec; name: string },
  target: Target | null
): CardId | null => {
  const { flow } = canvas.drawing.getState()
  const { chosen } = canvas.ui.getState()
  const fragment: Fragment = { strip: [card.id], cards: { [card.id]: card } }
  const { fresh } = canvas.ui.getState()
  const to = allowedTarget(flow, canvas.specs, target ?? nextTarget(flow, canvas.specs, chosen), spec)
  canvas.ui.setState({ fresh: new Set(fresh).add(card.id) })
  if (!change(canvas, `add card “${name}”`, { kind: 'insert', to, fragment })) return null
  canvas.ui.setState({ target: null })
  goToCard(canvas, card.id)
  announce(canvas, `Card ${name} added.`)
  return card.id
}

/** Inserts a blank card at a target, or after the selected card. Returns its id, or null when refused. */
export const insertCard = (canvas: Canvas, spec: CardSpec, target: Target | null): CardId | null =>
  insertFresh(canvas, { card: blankCard(spec, canvas.newId()), spec, name: spec.title }, target)

const insertAt = (index: number, card: Card): OneEdit => ({
  kind: 'insert',
  to: { strip: null, index },
  fragment: { strip: [card.id], cards: { [card.id]: card } }
})

/**
 * Adds an event card and its return card to a flow, and closes the chooser.
 *
 * An existing start card is replaced. If the new card has the same id, mappings from it stay. An existing
 * return card stays if it has the required type; otherwise it is removed or replaced.
 */
export const beginWith = (canvas: Canvas, event: string, start: Card, last: Card | null = null): void => {
  const { flow } = canvas.drawing.getState()
  const before = startCardOf(flow)
  const end = lastCardOf(flow, canvas.specs)
  const returned = end !== undefined && (canvas.specs.get(end.type)?.returns ?? null) !== null ? end : null
  const isKept = returned?.type === last?.type
  const gone = [before, isKept ? null : returned].flatMap(card => card?.id ?? [])
  const edits: OneEdit[] = [
    ...gone.map((card): OneEdit => ({ kind: 'remove', card })),
    insertAt(0, start),
    ...(last === null || isKept ? [] : [insertAt(flow.strip.length - gone.length + 1, last)])
  ]
  const { fresh } = canvas.ui.getState()
  const added = [start, ...(last === null || isKept ? [] : [last])].map(({ id }) => id)
  canvas.ui.setState({ fresh: new Set([...fresh, ...added]) })
  const verb = before === undefined ? 'add' : 'choose'
  const done = change(canvas, `${verb} event “${event}”`, { kind: 'all', edits })
  if (done) goToCard(canvas, start.id)
  canvas.ui.setState({ dialog: null })
}

/**
 * Fills an empty flow with the cards of a template as one change, and closes the chooser.
 *
 * Does nothing if the flow is no longer empty, since the user may add cards while the template loads.
 */
export const beginWithTemplate = (canvas: Canvas, name: string, { strip, cards }: Flow): void => {
  if (canvas.drawing.getState().flow.strip.length > 0) return
  const to = { strip: null, index: 0 }
  const { fresh } = canvas.ui.getState()
  canvas.ui.setState({ fresh: new Set([...fresh, ...Object.keys(cards)]) })
  const done = change(canvas, `add ${name}`, { kind: 'insert', to, fragment: { strip, cards } })
  const [start] = strip
  if (done && start !== undefined) goToCard(canvas, start)
  canvas.ui.setState({ dialog: null })
}

/** Adds an event card to a flow, with the return card that the event requires. */
export const addEvent = (canvas: Canvas, spec: CardSpec): void => {
  const kind = spec.starts?.kind
  if (kind === undefined) return
  const last = spec.starts?.needsReturn
    ? [...canvas.specs.values()].find(other => other.returns?.kinds.includes(kind))
    : undefined
  const start = blankCard(spec, canvas.newId())
  const end = last === undefined ? null : blankCard(last, canvas.newId())
  beginWith(canvas, spec.starts?.event ?? spec.title, start, end)
}
