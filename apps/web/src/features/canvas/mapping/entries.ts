import type { FieldAt } from '@hookwright/cards/views'
import {
  bindingTargetOf,
  checkBinding,
  type FlowView,
  nameIn,
  type OutputPort,
  offersAt,
  typeAt
} from '@hookwright/engine'
import {
  type Card,
  type CardId,
  coerce,
  type DataType,
  fitOf,
  isNothing,
  nameInside,
  nameOfType,
  nameOfValue,
  type Path,
  type Pill,
  pill,
  type ValueType,
  valueAt
} from '@hookwright/model'
import type { KnownPaths } from '../drawing/known-paths.ts'
import { leafPathsOf } from '../ui-state/leaf-paths-of.ts'

/** Value that can be mapped to a field, as offered in the value picker. */
export interface Entry {
  pill: Pill
  label: string
  /** Group of the output; null for an ungrouped output. */
  group: string | null
  card: CardId
  source: string
  type: ValueType
  /** Value in the displayed sample or run; null while unknown. */
  value: unknown
  /** Reason why the value probably does not fit, such as `a list in the sample`; null for no doubt. */
  doubt: string | null
}

/** Lookup of a card's outputs in the displayed sample or run. */
export type ShownOutputs = (card: CardId) => Record<string, unknown> | undefined

/**
 * Returns why a value of type Any probably does not fit a field: “a list in the sample”. Without a sample
 * value it checks the type guessed from samples.
 */
const doubtOf = (value: unknown, guess: DataType | undefined, into: ValueType): string | null => {
  if (!isNothing(value)) return coerce(value, into).ok ? null : `${nameOfValue(value)} in the sample`
  return guess !== undefined && fitOf(guess, into) === 'refused'
    ? `${nameOfType(guess)}, according to its samples`
    : null
}

/** Returns the picker entry for a value: an output of a card, or a part of it at `path`. */
export const entryOf = (
  view: FlowView,
  { card, port }: { card: Card; port: OutputPort },
  path: Path,
  { leadsTo, into, seen }: { leadsTo: ValueType; into: ValueType; seen: ShownOutputs }
): Entry => {
  const value = valueAt(seen(card.id)?.[port.id], path)
  return {
    pill: pill(card.id, port.id, path),
    label: nameInside(port.label, path),
    group: port.group ?? null,
    card: card.id,
    source: nameIn(view, card),
    type: leadsTo,
    value,
    doubt: leadsTo.kind === 'any' ? doubtOf(value, path.length === 0 ? port.guess : undefined, into) : null
  }
}

/** Lookup that finds no outputs, for use without a displayed sample or run. */
export const unseen: ShownOutputs = () => undefined

/**
 * Values that fit a field, nearest cards first. `refused` is the number of values left out because they do
 * not fit.
 */
export interface Entries {
  fitting: Entry[]
  refused: number
}

/**
 * Returns the values that fit a field: every visible output and the known paths into it.
 *
 * If the type of an output is a guess, the keys of its current value are also included.
 */
export const entriesFor = (
  view: FlowView,
  at: FieldAt,
  known: KnownPaths,
  seen: ShownOutputs = unseen
): Entries => {
  const found = bindingTargetOf(view, at)
  if (found === null) return { fitting: [], refused: 0 }
  const { site, label, type } = found
  let refused = 0
  const cards = new Map<CardId, Entry[]>()
  for (const { card, port } of offersAt(view, site)) {
    const paths: Path[] = [
      [],
      ...(known.get(card.id)?.get(port.id) ?? []),
      // While the type is a guess, nothing else names the parts of what was seen.
      ...(port.guess === undefined ? [] : leafPathsOf(seen(card.id)?.[port.id] ?? null))
    ]
    const listed = new Set<string>()
    for (const path of paths) {
      const key = JSON.stringify(path)
      const leadsTo = typeAt(port.type, path)
      if (listed.has(key) || leadsTo === null) continue
      listed.add(key)
      const value = pill(card.id, port.id, path)
      if (checkBinding(view, site, label, type, value).length > 0) {
        refused += 1
        continue
      }
      const entry = entryOf(view, { card, port }, path, { leadsTo, into: type, seen })
      cards.set(card.id, [...(cards.get(card.id) ?? []), entry])
    }
  }
  return { fitting: [...cards.values()].reverse().flat(), refused }
}
