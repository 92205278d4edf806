import type { RowsGiven } from '../view/rows-given.ts'
import type { CardWarning } from '../view/warning.ts'
import { readOutputs } from './read-config.ts'

/** Returns a warning for outputs that nothing is mapped to, since users would get them empty. */
export const returnOutputsWarnings = ({
  card,
  problems
}: Pick<RowsGiven, 'card' | 'problems'>): CardWarning[] => {
  const fields = readOutputs(card.config).groups.flatMap(group => group.fields)
  const isError = (id: string): boolean => problems.some(({ field }) => field === id)
  const empty = fields.filter(({ id }) => !Object.hasOwn(card.inputs, id) && !isError(id))
  const [first] = empty
  if (first === undefined) return []
  const message =
    empty.length === 1
      ? `Nothing is mapped to the output “${first.label}”, so users get it empty.`
      : `Nothing is mapped to ${empty.length} of ${fields.length} outputs, so users get them empty.`
  return [{ message }]
}
