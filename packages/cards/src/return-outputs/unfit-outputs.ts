import { type Card, type CardId, type Field, type FieldId, nameOfType } from '@hookwright/model'
import { type OutputValues, outputValues } from './output-values.ts'
import { readOutputs } from './read-config.ts'

/** Output with a declared type that does not fit its value in a sample. */
export interface UnfitOutput {
  id: FieldId
  /** Sentence with the effect and the fix. */
  say: string
}

/** Returns the outputs with values in a sample that do not fit their declared types. */
export const unfitOutputs = (
  fields: readonly Pick<Field, 'id' | 'label' | 'dataType'>[],
  { records }: OutputValues
): UnfitOutput[] =>
  fields.flatMap(({ id, label, dataType }) => {
    const unfit = records.map(record => record[id]).find(value => value?.ok === false && value.found !== null)
    if (unfit === undefined || unfit.ok || unfit.found === null) return []
    const name = nameOfType(dataType)
    return [
      {
        id,
        say: `“${label}” is declared as ${name}, but the sample has ${unfit.found} there. Flows that use this output will fail. Change its type to match the value, or convert the value.`
      }
    ]
  })

/**
 * Returns the outputs of a Return Outputs card whose declared types do not fit a sample of the start card.
 */
export const unfitOutputsOf = (
  card: Pick<Card, 'id' | 'config' | 'inputs'>,
  sample: { start: CardId; values: Record<FieldId, unknown> }
): UnfitOutput[] => {
  const { groups, runMode } = readOutputs(card.config)
  const ends = { start: sample.start, card: card.id }
  const values = outputValues({ groups, runMode, inputs: card.inputs }, ends, sample.values)
  return unfitOutputs(
    groups.flatMap(({ fields }) => fields),
    values
  )
}
