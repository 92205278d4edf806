import { type CardId, type Coerced, Fault, typeWithArticle } from '@hookwright/model'

/**
 * Returns the fault for a bound value that does not fit its input. `nameOf` returns the name of the
 * card with an output.
 */
export const misfitOf = (
  about: { card: string; field: string },
  { found, wanted, place, output }: Extract<Coerced, { ok: false }>,
  nameOf: (card: CardId) => string = card => card
): Fault => {
  const at = place === '' ? '' : ` at “${place}”`
  if (output === undefined)
    return new Fault('card.input-type', { ...about, wanted, found, place: at, ...hintFor(found, wanted) })
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
 * Returns the hint for a list that is expected but missing: the card that makes a list of single
 * values.
 */
const hintFor = (found: string, wanted: string): { hint?: string } =>
  wanted.startsWith('List of') && found !== 'a list'
    ? { hint: ', for example with the card “List Construct”' }
    : {}
