import {
  type Card,
  type CardId,
  type FieldId,
  type Flow,
  type Path,
  type Pill,
  pillsOf
} from '@hookwright/model'

/** Known paths into outputs, such as `user.name` in a body, by card and output. */
export type KnownPaths = Map<CardId, Map<FieldId, Path[]>>

const memo = new WeakMap<Card, Pill[]>()

/** Returns the pills in a card's inputs that point to a path inside an output. */
const deepPillsOf = (card: Card): Pill[] => {
  const known = memo.get(card)
  if (known !== undefined) return known
  const bindings = [card.inputs, ...(card.blocks ?? []).map(block => block.joins)].flatMap(Object.values)
  const pills = bindings.flatMap(pillsOf).filter(pill => pill.path.length > 0)
  memo.set(card, pills)
  return pills
}

/** Adds a path into an output to the known paths. */
const addPath = (known: KnownPaths, card: CardId, field: FieldId, path: Path): void => {
  const fields = known.get(card) ?? new Map<FieldId, Path[]>()
  known.set(card, fields)
  fields.set(field, [...(fields.get(field) ?? []), path])
}

/**
 * Returns the paths into outputs that the flow uses or that the user typed, such as `user.name` in a body.
 */
export const knownPathsOf = (
  flow: Flow,
  typed: { card: CardId; field: FieldId; path: Path }[]
): KnownPaths => {
  const known: KnownPaths = new Map()
  for (const { card, field, path } of typed) addPath(known, card, field, path)
  for (const card of Object.values(flow.cards))
    for (const pill of deepPillsOf(card)) addPath(known, pill.card, pill.field, pill.path)
  return known
}
