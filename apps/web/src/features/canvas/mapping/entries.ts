import { type FieldAt, type ParsedPath, parsePath } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding, type FlowView, nameIn, offersAt, typeAt } from '@hookwright/engine'
import { type CardId, nameInside, type Path, type Pill, pill, type ValueType } from '@hookwright/model'
import { matchSorter } from 'match-sorter'
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

const pathAfter = (typed: string, label: string): ParsedPath | null => {
  const lower = typed.trim().toLowerCase()
  if (!lower.startsWith(label.toLowerCase())) return null
  const rest = typed.trim().slice(label.length)
  if (!rest.startsWith('.') && !rest.startsWith('[')) return null
  return parsePath(rest.startsWith('.') ? rest.slice(1) : rest)
}

/**
 * Returns entries for a typed path such as `Body.user.id` that is not listed yet, those of near cards first.
 * Each names a value inside a visible output.
 */
export const typedEntries = (view: FlowView, at: FieldAt, typed: string): Entry[] => {
  const found = bindingTargetOf(view, at)
  if (found === null) return []
  const { site, label, type } = found
  const entries = offersAt(view, site).flatMap(({ card, port }): Entry[] => {
    const parsed = pathAfter(typed, port.label)
    if (parsed === null || !parsed.ok) return []
    const leadsTo = typeAt(port.type, parsed.path)
    const value = pill(card.id, port.id, parsed.path)
    if (leadsTo === null || checkBinding(view, site, label, type, value).length > 0) return []
    const name = nameInside(port.label, parsed.path)
    return [{ pill: value, label: name, card: card.id, source: nameIn(view, card), type: leadsTo }]
  })
  return entries.reverse()
}

const keyOf = (entry: Entry): string => JSON.stringify(entry.pill)

/**
 * Returns the fitting entries that words name, the best match first, and those that the words lead into as a path. A whole
 * path leads into the nearest card first, even where it is listed only for a card farther away.
 */
export const namedEntries = (
  view: FlowView,
  at: FieldAt,
  fitting: readonly Entry[],
  words: string
): Entry[] => {
  const named = matchSorter(fitting, words, { keys: ['label', 'source'] })
  const typed = typedEntries(view, at, words)
  const listed = new Set(named.map(keyOf))
  const [first, rest] = typed.some(entry => listed.has(keyOf(entry))) ? [typed, named] : [named, typed]
  const taken = new Set(first.map(keyOf))
  return [...first, ...rest.filter(entry => !taken.has(keyOf(entry)))]
}
