import type { FieldAt } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding } from '@hookwright/engine'
import type { Binding, OneEdit, Pill } from '@hookwright/model'
import { withPills } from '../clipboard/clipboard.ts'
import { type Entry, entriesFor } from '../mapping/entries.ts'
import { lostNameOf } from '../mapping/lost-names.ts'
import { feedEdit } from '../mapping/map-pill.ts'
import { bindingAt, type DrawnCards, type LostValue } from './lost-values.ts'

/** Returns a field's binding with the lost value replaced, or null when the new value does not fit. */
const rebound = (drawn: DrawnCards, place: FieldAt, lost: LostValue['pill'], by: Pill): Binding | null => {
  const [target, binding] = [bindingTargetOf(drawn.view, place), bindingAt(drawn, place)]
  if (target === null || binding === null) return null
  const next = withPills(binding, pill =>
    pill.card === lost.card && pill.field === lost.field ? { ...pill, card: by.card, field: by.field } : pill
  )
  const { site, label, type } = target
  const before = checkBinding(drawn.view, site, label, type, binding).length
  return checkBinding(drawn.view, site, label, type, next).length < before ? next : null
}

/** Returns the edits that replace a lost value in every field where the new value fits. */
export const rebindEdits = (drawn: DrawnCards, { pill, places }: LostValue, by: Pill): OneEdit[] =>
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

/** Returns the most likely replacement for a lost value; null if no value scores high enough. */
export const candidateFor = (drawn: DrawnCards, lost: LostValue): Entry | null => {
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
