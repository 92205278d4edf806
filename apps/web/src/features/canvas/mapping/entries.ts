import type { FieldAt } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding, type FlowView, nameIn, offersAt, typeAt } from '@hookwright/engine'
import { type CardId, nameInside, type Path, type Pill, pill, type ValueType } from '@hookwright/model'
import type { KnownPaths } from '../drawing/known-paths.ts'

/** A value that can be mapped to a place. */
export interface Entry {
  pill: Pill
  label: string
  card: CardId
  source: string
  type: ValueType
}

/** Values that fit a place, nearest cards first, and the number of omitted ones that do not fit. */
export interface Entries {
  fitting: Entry[]
  refused: number
}

/** Returns the values that fit a place: every visible output, and the known paths into it. */
export const entriesFor = (view: FlowView, at: FieldAt, known: KnownPaths): Entries => {
  const found = bindingTargetOf(view, at)
  if (found === null) return { fitting: [], refused: 0 }
  const { site, label, type } = found
  let refused = 0
  const cards = new Map<CardId, Entry[]>()
  for (const { card, port } of offersAt(view, site)) {
    const paths: Path[] = [[], ...(known.get(card.id)?.get(port.id) ?? [])]
    const seen = new Set<string>()
    for (const path of paths) {
      const key = JSON.stringify(path)
      const leadsTo = typeAt(port.type, path)
      if (seen.has(key) || leadsTo === null) continue
      seen.add(key)
      const value = pill(card.id, port.id, path)
      if (checkBinding(view, site, label, type, value).length > 0) {
        refused += 1
        continue
      }
      const name = nameInside(port.label, path)
      const entry = { pill: value, label: name, card: card.id, source: nameIn(view, card), type: leadsTo }
      cards.set(card.id, [...(cards.get(card.id) ?? []), entry])
    }
  }
  return { fitting: [...cards.values()].reverse().flat(), refused }
}
