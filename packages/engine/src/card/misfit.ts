import { type CardId, type Coerced, Fault, type FieldId, type Path, typeWithArticle } from '@hookwright/model'

/** Names of a flow's cards and outputs, for messages. */
export interface FlowNames {
  nameOf: (card: CardId) => string
  /** Returns the label of an output, including the path inside it. `null` for an unknown output. */
  labelOf: (value: { card: CardId; field: FieldId; path: Path }) => string | null
}

const noNames: FlowNames = { nameOf: card => card, labelOf: () => null }

/**
 * Returns the fault for an input whose value has the wrong type. The message names the source of the value,
 * if known.
 */
export const misfitOf = (
  about: { card: string; field: string },
  { found, wanted, place, output, from }: Extract<Coerced, { ok: false }>,
  { nameOf, labelOf }: FlowNames = noNames
): Fault => {
  const at = place === '' ? '' : ` at “${place}”`
  if (output === undefined) {
    const label = from === undefined ? null : labelOf(from)
    const named =
      from === undefined || label === null ? {} : { from: ` from “${label}” of “${nameOf(from.card)}”` }
    return new Fault('card.input-type', {
      ...about,
      wanted,
      found,
      ...named,
      place: at,
      ...hintFor(found, wanted)
    })
  }
  const { card, error } = output
  const source = nameOf(card)
  return new Fault('card.output-type', {
    ...about,
    output: error.label,
    source,
    wanted,
    found: typeWithArticle(found),
    place: at
  })
}

/**
 * Returns a hint for an input that needs a list but gets a single value: “, for example with the card “List
 * Construct””.
 */
const hintFor = (found: string, wanted: string): { hint?: string } =>
  wanted.startsWith('List of') && found !== 'a list'
    ? { hint: ', for example with the card “List Construct”' }
    : {}
