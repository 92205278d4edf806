import { type FieldAt, nameOfPlace } from '@hookwright/cards/views'
import { type Binding, cardOf, type Pill, type Problem, pillsOf } from '@hookwright/model'
import type { Drawing } from '../drawing/drawing.ts'
import { lostNameOf, noteLostName } from '../mapping/lost-names.ts'
import { pillViewOf } from '../mapping/pill-view.ts'

/** A deleted value that fields of the flow still use. */
export interface LostValue {
  pill: Pick<Pill, 'card' | 'field'>
  /** Former name of the value; null if unknown. */
  label: string | null
  source: string | null
  /** Reason for the loss: the card is not in the flow (`card`), or no longer has the output (`output`). */
  cause: 'card' | 'output'
  /** Fields that use the value, without duplicates. */
  places: FieldAt[]
}

/** Parts of a drawing that are needed to find lost values. */
export type DrawnCards = Pick<Drawing, 'view' | 'cards' | 'problems'>

const isLostCode = ({ code }: Problem): boolean => code === 'pill-gone' || code === 'pill-field'

/** Returns true when fields of the flow use deleted values. */
export const hasLost = ({ problems }: Pick<Drawing, 'problems'>): boolean => problems.some(isLostCode)

/** Returns the binding of a field; null if there is none. */
export const bindingAt = ({ view }: DrawnCards, { card: id, field, block }: FieldAt): Binding | null => {
  const card = cardOf(view.flow, id)
  const bindings = block === undefined ? card?.inputs : card?.blocks?.find(each => each.id === block)?.joins
  return bindings?.[field] ?? null
}

const placesWithLost = (drawn: DrawnCards): FieldAt[] => {
  const places = drawn.problems
    .filter(isLostCode)
    .flatMap(({ card, field, block }): FieldAt[] =>
      card === null || field === undefined ? [] : [{ card, field, ...(block !== undefined && { block }) }]
    )
  return [...new Map(places.map(place => [nameOfPlace(place), place])).values()]
}

/** Returns the lost values of a flow without duplicates, in the order of the fields that use them. */
export const lostValuesOf = (drawn: DrawnCards): LostValue[] => {
  const found = new Map<string, LostValue>()
  for (const place of placesWithLost(drawn)) {
    const binding = bindingAt(drawn, place)
    for (const pill of binding === null ? [] : pillsOf(binding)) {
      if (!pillViewOf(drawn, pill).lost) continue
      const { card, field } = pill
      const key = `${card} ${field}`
      const known = found.get(key)
      if (known !== undefined) {
        if (known.places.at(-1) !== place) known.places.push(place)
        continue
      }
      const name = lostNameOf(pill)
      const owner = drawn.cards.get(card)
      found.set(key, {
        ...{ pill: { card, field }, label: name?.label ?? null, places: [place] },
        ...{ source: owner?.name ?? name?.source ?? null, cause: owner === undefined ? 'card' : 'output' }
      })
    }
  }
  return [...found.values()]
}

/** Stores the names of deleted values that fields still use. The banner for lost values shows these names. */
export const noteLost = (now: DrawnCards, before: DrawnCards): void => {
  for (const { pill } of lostValuesOf(now)) {
    const was = pillViewOf(before, { kind: 'pill', ...pill, path: [] })
    if (!was.lost) noteLostName(pill, { label: was.label, source: was.source, type: was.type })
  }
}
