import type { CardId, FieldId } from '../kernel/ids.ts'
import { type Binding, type Bindings, pillsOf } from './binding.ts'
import type { Edit, OneEdit, Target } from './edit.ts'
import { type Card, cardOf, type Flow, misshapeOf } from './flow.ts'
import { type Place, placeOfJoins, placesOf, type StripAt, sightOf, stripOf, withInner } from './places.ts'

/** Changed flow, or the reason why the change is not possible, as a sentence. */
export type Edited = { ok: true; flow: Flow } | { ok: false; why: string }

const refused = (why: string): Edited => ({ ok: false, why })
const changed = (flow: Flow): Edited => ({ ok: true, flow })

/** Returns the changed flow. Refuses the change if the flow exceeds the limits of length or nesting. */
const changedInShape = (flow: Flow): Edited => {
  const misshape = misshapeOf(flow)
  return misshape === null ? changed(flow) : refused(misshape)
}

const putCard = (flow: Flow, card: Card): Flow => ({ ...flow, cards: { ...flow.cards, [card.id]: card } })

const putStrip = (flow: Flow, at: StripAt, strip: CardId[]): Flow => {
  if (at === null) return { ...flow, strip }
  const owner = cardOf(flow, at.card)
  if (owner?.blocks === undefined) return flow
  const blocks = owner.blocks.map(block => (block.id === at.block ? { ...block, strip } : block))
  return putCard(flow, { ...owner, blocks })
}

const putBinding = (bindings: Bindings, field: string, binding: Binding | null): Bindings => {
  const { [field]: _, ...rest } = bindings
  return binding === null ? rest : { ...bindings, [field]: binding }
}

/** Changes one card. Properties set to undefined are removed. */
const alter = (flow: Flow, id: CardId, change: (card: Card) => Card): Edited => {
  const card = cardOf(flow, id)
  if (card === undefined) return refused('The card was not changed because it is no longer in the flow.')
  const { title, note, skipped, ...rest } = change(card)
  return changed(
    putCard(flow, {
      ...rest,
      ...(title === undefined ? {} : { title }),
      ...(note === undefined ? {} : { note }),
      ...(skipped === undefined ? {} : { skipped })
    })
  )
}

const insert = (flow: Flow, to: Target, fragment: { strip: CardId[]; cards: Flow['cards'] }): Edited => {
  const strip = stripOf(flow, to.strip)
  if (strip === undefined) return refused('The position to insert at no longer exists. Choose another one.')
  const twice = Object.keys(fragment.cards).find(id => cardOf(flow, id) !== undefined)
  if (twice !== undefined)
    return refused(`A card with the id ${twice} is already in the flow. Insert a copy instead.`)
  const index = Math.min(to.index, strip.length)
  const cards = { ...flow.cards, ...fragment.cards }
  return changedInShape(putStrip({ ...flow, cards }, to.strip, strip.toSpliced(index, 0, ...fragment.strip)))
}

const remove = (flow: Flow, id: CardId): Edited => {
  const place = placesOf(flow).get(id)
  if (place === undefined) return refused('The card was already deleted.')
  const gone = new Set(withInner(flow, id))
  const strip = stripOf(flow, place.strip) ?? []
  const without = putStrip(
    flow,
    place.strip,
    strip.filter(candidate => candidate !== id)
  )
  const cards = Object.fromEntries(Object.entries(without.cards).filter(([key]) => !gone.has(key)))
  return changed({ ...without, cards })
}

const arrangeBlocks = (flow: Flow, id: CardId, ids: FieldId[]): Edited => {
  const card = cardOf(flow, id)
  if (card?.blocks === undefined)
    return refused('The card was not changed because it is no longer in the flow.')
  const before = card.blocks
  const gone = new Set(
    before
      .filter(block => !ids.includes(block.id))
      .flatMap(block => block.strip.flatMap(inner => withInner(flow, inner)))
  )
  const blocks = ids.map(
    name => before.find(block => block.id === name) ?? { id: name, strip: [], joins: {} }
  )
  const cards = Object.fromEntries(Object.entries(flow.cards).filter(([key]) => !gone.has(key)))
  return changedInShape(putCard({ ...flow, cards }, { ...card, blocks }))
}

const nameOf = (flow: Flow, id: CardId): string => {
  const card = cardOf(flow, id)
  return card?.title ?? card?.type ?? id
}

/**
 * Returns all references of a flow. Each states whether the cards are in a valid order. Keys are stable, so
 * two flows can be compared.
 */
const readsInOrder = (flow: Flow): Map<string, { reader: CardId; source: CardId; inOrder: boolean }> => {
  const places = placesOf(flow)
  const reads = new Map<string, { reader: CardId; source: CardId; inOrder: boolean }>()
  const note = (key: string, place: Place, self: CardId, binding: Binding): void => {
    for (const [index, { card: source }] of pillsOf(binding).entries()) {
      const inOrder = sightOf(places, place, self, source) !== 'no'
      reads.set(`${key} ${index}`, { reader: self, source, inOrder })
    }
  }
  for (const [id, place] of places) {
    const card = cardOf(flow, id)
    if (card === undefined) continue
    for (const [field, binding] of Object.entries(card.inputs)) note(`${id} ${field}`, place, id, binding)
    for (const block of card.blocks ?? []) {
      const joins = placeOfJoins(places, card, block.id)
      for (const [field, binding] of Object.entries(block.joins)) {
        if (joins !== undefined) note(`${id} ${block.id} ${field}`, joins, id, binding)
      }
    }
  }
  return reads
}

/**
 * Returns a message for the first reference that a move would break: ““Send mail” uses a value of “Get user”,
 * so it must stay after it.” `null` if there is none.
 */
const brokenBy = (before: Flow, after: Flow): string | null => {
  const later = readsInOrder(after)
  for (const [key, read] of readsInOrder(before)) {
    if (read.inOrder && later.get(key)?.inOrder === false)
      return `“${nameOf(after, read.reader)}” uses a value of “${nameOf(after, read.source)}”, so it must stay after “${nameOf(after, read.source)}”.`
  }
  return null
}

const move = (flow: Flow, id: CardId, to: Target): Edited => {
  const place = placesOf(flow).get(id)
  if (place === undefined) return refused('The card was not moved because it is no longer in the flow.')
  if (to.strip !== null && withInner(flow, id).includes(to.strip.card))
    return refused('A card cannot move into one of its own blocks.')
  const from = stripOf(flow, place.strip) ?? []
  const lifted = putStrip(
    flow,
    place.strip,
    from.filter(candidate => candidate !== id)
  )
  const target = stripOf(lifted, to.strip)
  if (target === undefined) return refused('The position to move to no longer exists. Choose another one.')
  const moved = putStrip(lifted, to.strip, target.toSpliced(Math.min(to.index, target.length), 0, id))
  const broken = brokenBy(flow, moved)
  return broken === null ? changedInShape(moved) : refused(broken)
}

const applyOne = (flow: Flow, edit: OneEdit): Edited => {
  switch (edit.kind) {
    case 'insert':
      return insert(flow, edit.to, edit.fragment)
    case 'remove':
      return remove(flow, edit.card)
    case 'move':
      return move(flow, edit.card, edit.to)
    case 'rename':
      return alter(flow, edit.card, card => ({ ...card, title: edit.title ?? undefined }))
    case 'annotate':
      return alter(flow, edit.card, card => ({ ...card, note: edit.note ?? undefined }))
    case 'skip':
      return alter(flow, edit.card, card => ({ ...card, skipped: edit.skipped ? true : undefined }))
    case 'configure':
      return alter(flow, edit.card, card => ({ ...card, config: edit.config }))
    case 'bind':
      return alter(flow, edit.card, card => ({
        ...card,
        inputs: putBinding(card.inputs, edit.field, edit.binding)
      }))
    case 'blocks':
      return arrangeBlocks(flow, edit.card, edit.blocks)
    case 'join': {
      const block = cardOf(flow, edit.card)?.blocks?.find(candidate => candidate.id === edit.block)
      if (block === undefined)
        return refused('The block was not changed because it is no longer in the flow.')
      const joins = putBinding(block.joins, edit.field, edit.binding)
      return alter(flow, edit.card, card => ({
        ...card,
        blocks: (card.blocks ?? []).map(other => (other.id === block.id ? { ...block, joins } : other))
      }))
    }
  }
}

/**
 * Applies one change to a flow. Pure: unchanged parts are shared with the old flow, so undo is a list of
 * flows. Never throws on a parsed edit; an impossible change is refused with a sentence. The target index of
 * a move does not count the moved card.
 */
export const applyEdit = (flow: Flow, edit: Edit): Edited => {
  if (edit.kind !== 'all') return applyOne(flow, edit)
  let result = changed(flow)
  for (const one of edit.edits) {
    if (!result.ok) return result
    result = applyOne(result.flow, one)
  }
  return result
}
