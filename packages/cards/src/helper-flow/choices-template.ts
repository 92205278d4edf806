import { type Flow, listOf, literal, pill } from '@hookwright/model'
import { jsonParse } from '../json-parse/card.ts'
import { returnCard } from '../return/card.ts'
import { filled, rowOfCards } from '../template/build-template.ts'
import { helperFlow } from './card.ts'

const EXAMPLES = JSON.stringify(
  [
    { display: 'First value', value: 'first' },
    { display: 'Second value', value: 'second' }
  ],
  null,
  2
)

/**
 * Template of a helper flow for a dropdown. It returns two example values in the format that dropdowns read; a request
 * to the service takes the place of the card that gives them.
 */
export const choicesTemplate = ({ newId }: { newId: () => string }): Flow => {
  const output = newId()
  const values = filled(jsonParse, newId(), {
    title: 'Values to offer',
    inputs: { text: literal(EXAMPLES) }
  })
  return rowOfCards(
    filled(helperFlow, newId()),
    values,
    filled(returnCard, newId(), {
      config: {
        fields: [
          {
            id: output,
            label: 'Values',
            fieldType: 'text-field',
            dataType: listOf('object'),
            required: false
          }
        ]
      },
      inputs: { [output]: pill(values.id, 'output') }
    })
  )
}
