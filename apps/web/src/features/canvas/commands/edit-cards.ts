import { nameOfCard } from '@hookwright/engine'
import {
  type Card,
  type CardId,
  cardOf,
  type OneEdit,
  type Place,
  placesOf,
  stripOf,
  type Target
} from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'
import type { Canvas } from '../canvas.ts'
import { copyOf, fragmentOf, namedCopies, outermost } from '../clipboard/clipboard.ts'
import { announce, change } from './announce.ts'
import { choose, goToCard, quoted, requestFocus } from './choose.ts'
import { offerUndo } from './offer-undo.ts'
import { allowedTarget, behind } from './targets.ts'

/** Interval in milliseconds within which moves form one undo step. */
const BURST = 500

const isFixed = (canvas: Canvas, id: CardId): boolean =>
  canvas.drawing.getState().cards.get(id)?.spec.fixed === true

/**
 * Returns those of these cards that may be deleted, moved, copied and skipped. A card inside another returned
 * card is left out.
 */
export const looseOf = (canvas: Canvas, ids: Iterable<CardId>): CardId[] =>
  outermost(canvas.drawing.getState().flow, new Set([...ids].filter(id => !isFixed(canvas, id))))

const named = (canvas: Canvas, ids: CardId[]): string => {
  const [first] = ids
  return ids.length === 1 && first !== undefined
    ? `card ${quoted(canvas, first)}`
    : formatCount(ids.length, 'card')
}

/** Returns the card that gets the focus when these cards are deleted: the card before them. */
const neighbourOf = (canvas: Canvas, ids: CardId[]): CardId | undefined => {
  const { flow } = canvas.drawing.getState()
  const order = [...placesOf(flow).keys()]
  const first = order.findIndex(id => ids.includes(id))
  return order.slice(0, first).at(-1)
}

/** Deletes cards; fields that used their values show a problem. */
export const deleteCards = (canvas: Canvas, ids: Iterable<CardId>): void => {
  const loose = looseOf(canvas, ids)
  if (loose.length === 0) return
  const what = named(canvas, loose)
  const next = neighbourOf(canvas, loose)
  const edits = loose.map((card): OneEdit => ({ kind: 'remove', card }))
  if (!change(canvas, `delete ${what}`, { kind: 'all', edits })) return
  if (next === undefined) choose(canvas, [])
  else goToCard(canvas, next)
  canvas.toast({ say: `Deleted ${what}.`, ...offerUndo(canvas) })
  announce(canvas, `Deleted ${what}.`)
}

/** Inserts copies of cards after the last of them. */
export const duplicateCards = (canvas: Canvas, ids: Iterable<CardId>): void => {
  const { flow } = canvas.drawing.getState()
  const loose = looseOf(canvas, ids)
  const last = loose.at(-1)
  const to = last === undefined ? null : behind(flow, last)
  if (to === null) return
  const nameOf = (card: Card): string => nameOfCard(card, canvas.specs.get(card.type))
  const taken = new Set(Object.values(flow.cards).map(nameOf))
  const copies = namedCopies(copyOf(fragmentOf(flow, loose), canvas.newId), nameOf, taken)
  if (!change(canvas, `duplicate ${named(canvas, loose)}`, { kind: 'insert', to, fragment: copies })) return
  const [first] = copies.strip
  if (first !== undefined) goToCard(canvas, first)
  choose(canvas, copies.strip)
}

/** Skips the cards. If all of them are skipped already, includes them again. */
export const skipCards = (canvas: Canvas, ids: Iterable<CardId>): void => {
  const { flow } = canvas.drawing.getState()
  const loose = looseOf(canvas, ids)
  if (loose.length === 0) return
  const skipped = !loose.every(id => cardOf(flow, id)?.skipped)
  const edits = loose.map((card): OneEdit => ({ kind: 'skip', card, skipped }))
  change(canvas, `${skipped ? 'skip' : 'stop skipping'} ${named(canvas, loose)}`, { kind: 'all', edits })
}

/** Starts renaming a card. */
export const renameCard = (canvas: Canvas, id: CardId): void => requestFocus(canvas, id, 'title', 'rename')

/** Returns the edit that moves a card to a target; null if the card would stay in place. */
export const moveEdit = (canvas: Canvas, id: CardId, target: Target): OneEdit | null => {
  const { flow } = canvas.drawing.getState()
  const to = allowedTarget(flow, canvas.specs, target, null)
  const from = placesOf(flow).get(id)
  const same = from !== undefined && JSON.stringify(from.strip) === JSON.stringify(to.strip)
  // The index of a move counts without the moved card.
  const index = same && from.index < to.index ? to.index - 1 : to.index
  if (same && index === from.index) return null
  return { kind: 'move', card: id, to: { strip: to.strip, index } }
}

/** Moves a card to a target. Shows the reason if the card would come before a card whose values it uses. */
export const moveCard = (canvas: Canvas, id: CardId, target: Target, burst?: string): boolean => {
  const edit = moveEdit(canvas, id, target)
  return edit !== null && change(canvas, `move card ${quoted(canvas, id)}`, edit, burst)
}

const stepFrom = (place: Place, by: -1 | 1, length: number): Target => {
  const index = place.index + (by === 1 ? 2 : -1)
  const around = place.around.at(-1)
  const leaves = around !== undefined && (index < 0 || index > length)
  if (!leaves) return { strip: place.strip, index }
  const outer = place.around.at(-2)
  return {
    strip: outer === undefined ? null : { card: outer.card, block: outer.block },
    index: around.index + (by === 1 ? 1 : 0)
  }
}

/** Moves a card one position forward or back. At the end of a block the card moves out of the block. */
export const nudgeCard = (canvas: Canvas, id: CardId, by: -1 | 1): void => {
  const { flow } = canvas.drawing.getState()
  const place = placesOf(flow).get(id)
  if (place === undefined || isFixed(canvas, id)) return
  if (place.strip === null && place.index + by < 1) return
  const target = stepFrom(place, by, stripOf(flow, place.strip)?.length ?? 0)
  if (!moveCard(canvas, id, target, `move ${id}`)) return
  setTimeout(canvas.doc.endTyping, BURST)
  goToCard(canvas, id)
  announce(canvas, `Card moved to position ${canvas.drawing.getState().cards.get(id)?.number ?? ''}.`)
}
