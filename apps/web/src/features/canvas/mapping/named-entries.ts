import { type FieldAt, type ParsedPath, parsePath } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding, type FlowView, offersAt, typeAt } from '@hookwright/engine'
import { nameOfPath, pill } from '@hookwright/model'
import { matchSorter } from 'match-sorter'
import { type Entry, entryOf, type ShownOutputs, unseen } from './entries.ts'

const pathAfter = (typed: string, label: string): ParsedPath | null => {
  const lower = typed.trim().toLowerCase()
  if (!lower.startsWith(label.toLowerCase())) return null
  const rest = typed.trim().slice(label.length)
  if (!rest.startsWith('.') && !rest.startsWith('[')) return null
  return parsePath(rest.startsWith('.') ? rest.slice(1) : rest)
}

/**
 * Returns entries for a typed path such as `Body.user.id` that is not listed yet. The nearest card comes
 * first.
 *
 * Each entry is a value inside a visible output.
 */
export const typedEntries = (
  view: FlowView,
  at: FieldAt,
  typed: string,
  seen: ShownOutputs = unseen
): Entry[] => {
  const found = bindingTargetOf(view, at)
  if (found === null) return []
  const { site, label, type } = found
  const entries = offersAt(view, site).flatMap(({ card, port }): Entry[] => {
    const parsed = pathAfter(typed, port.label)
    if (parsed === null || !parsed.ok) return []
    const leadsTo = typeAt(port.type, parsed.path)
    const value = pill(card.id, port.id, parsed.path)
    if (leadsTo === null || checkBinding(view, site, label, type, value).length > 0) return []
    return [entryOf(view, { card, port }, parsed.path, { leadsTo, into: type, seen })]
  })
  return entries.reverse()
}

/** Returns the label preceded by its group, as a user would type it: `data item id`. */
const fullName = ({ group, label }: Entry): string => `${group ?? ''} ${label}`.trim()

/** Returns the path of the value, starting with its output: `user.id`. */
const pathName = ({ pill }: Entry): string => nameOfPath([pill.field, ...pill.path])

const keyOf = (entry: Entry): string => JSON.stringify(entry.pill)

/**
 * Returns the fitting entries that match the search words, best match first. Entries for the words as a typed
 * path are added.
 *
 * A complete path belongs to the nearest card with such an output, even if only a more distant card lists it.
 */
export const namedEntries = (
  view: FlowView,
  at: FieldAt,
  fitting: readonly Entry[],
  words: string,
  seen: ShownOutputs = unseen
): Entry[] => {
  const named = matchSorter(fitting, words, { keys: ['label', fullName, 'group', pathName, 'source'] })
  const typed = typedEntries(view, at, words, seen)
  const listed = new Set(named.map(keyOf))
  const [first, rest] = typed.some(entry => listed.has(keyOf(entry))) ? [typed, named] : [named, typed]
  const taken = new Set(first.map(keyOf))
  return [...first, ...rest.filter(entry => !taken.has(keyOf(entry)))]
}
