import { type FieldAt, nameOfPlace } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding } from '@hookwright/engine'
import { type Binding, cardOf, type OneEdit, type Pill, type Problem, pillsOf } from '@hookwright/model'
import { withPills } from '../clipboard/clipboard.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { type Entry, entriesFor } from '../mapping/entries.ts'
import { lostNameOf, noteLostName } from '../mapping/lost-names.ts'
import { feedEdit } from '../mapping/map-pill.ts'
import { pillViewOf } from '../mapping/pill-view.ts'

/** A deleted value that fields still use. */
export interface LostValue {
  pill: Pick<Pill, 'card' | 'field'>
  /** Its former name; null if unknown. */
  label: string | null
  source: string | null
  /** `card`: its card is not in the flow. `output`: its card no longer has the output. */
  cause: 'card' | 'output'
  /** Fields that use it, each once. */
  places: FieldAt[]
}

type Drawn = Pick<Drawing, 'view' | 'cards' | 'problems'>

const isLostCode = ({ code }: Problem): boolean => code === 'pill-gone' || code === 'pill-field'

/** Returns true when fields of the flow use deleted values. */
export const hasLost = ({ problems }: Pick<Drawing, 'problems'>): boolean => problems.some(isLostCode)

const bindingAt = ({ view }: Drawn, { card: id, field, block }: FieldAt): Binding | null => {
  const card = cardOf(view.flow, id)
  const bindings = block === undefined ? card?.inputs : card?.blocks?.find(each => each.id === block)?.joins
  return bindings?.[field] ?? null
}

const placesWithLost = (drawn: Drawn): FieldAt[] => {
  const places = drawn.problems
    .filter(isLostCode)
    .flatMap(({ card, field, block }): FieldAt[] =>
      card === null || field === undefined ? [] : [{ card, field, ...(block !== undefined && { block }) }]
    )
  return [...new Map(places.map(place => [nameOfPlace(place), place])).values()]
}

/** Returns the lost values of a flow, each once, in the order of the fields that use them. */
export const lostValuesOf = (drawn: Drawn): LostValue[] => {
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

/** Stores the names of values that a change has just deleted while fields use them. */
export const noteLost = (now: Drawn, before: Drawn): void => {
  for (const { pill } of lostValuesOf(now)) {
    const was = pillViewOf(before, { kind: 'pill', ...pill, path: [] })
    if (!was.lost) noteLostName(pill, { label: was.label, source: was.source, type: was.type })
  }
}

/** Returns the binding of a place with a lost value replaced, or null when the new value does not fit. */
const rebound = (drawn: Drawn, place: FieldAt, lost: LostValue['pill'], by: Pill): Binding | null => {
  const [target, binding] = [bindingTargetOf(drawn.view, place), bindingAt(drawn, place)]
  if (target === null || binding === null) return null
  const next = withPills(binding, pill =>
    pill.card === lost.card && pill.field === lost.field ? { ...pill, card: by.card, field: by.field } : pill
  )
  const { site, label, type } = target
  const before = checkBinding(drawn.view, site, label, type, binding).length
  return checkBinding(drawn.view, site, label, type, next).length < before ? next : null
}

/** Returns the edits that replace a lost value by another one in every field where that fits. */
export const rebindEdits = (drawn: Drawn, { pill, places }: LostValue, by: Pill): OneEdit[] =>
  places.flatMap(place => {
    const next = rebound(drawn, place, pill, by)
    return next === null ? [] : [feedEdit(place, next)]
  })

const scoreOf = (entry: Entry, lost: LostValue): number => {
  const [label, old] = [entry.label.toLowerCase(), lost.label?.toLowerCase() ?? '']
  const type = lostNameOf(lost.pill)?.type
  const isSameType = type?.kind === entry.type.kind && type.list === entry.type.list
  const likeness = label === old ? 8 : old !== '' && (label.includes(old) || old.includes(label)) ? 4 : 0
  return likeness + (isSameType ? 2 : 0) + (entry.card === lost.pill.card ? 1 : 0)
}

/** Minimum score of a replacement: a similar name, or the same type and card. Less is a guess. */
const LEAST = 3

/** Returns the most likely replacement of a lost value, or null without one. */
export const candidateFor = (drawn: Drawn, lost: LostValue): Entry | null => {
  const [first] = lost.places
  if (first === undefined) return null
  const whole = entriesFor(drawn.view, first, new Map()).fitting.filter(({ pill }) => pill.path.length === 0)
  let best: { entry: Entry; score: number } | null = null
  for (const entry of whole) {
    const score = scoreOf(entry, lost)
    if (score >= LEAST && score > (best?.score ?? 0) && rebindEdits(drawn, lost, entry.pill).length > 0)
      best = { entry, score }
  }
  return best?.entry ?? null
}
