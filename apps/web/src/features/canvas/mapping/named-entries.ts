import { type FieldAt, type ParsedPath, parsePath } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding, type FlowView, nameIn, offersAt, typeAt } from '@hookwright/engine'
import { nameInside, pill } from '@hookwright/model'
import { matchSorter } from 'match-sorter'
import type { Entry } from './entries.ts'

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
