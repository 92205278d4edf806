import { type Flow, listOf, literal, pill } from '@hookwright/model'
import { jsonParse } from '../json-parse/card.ts'
import { returnCard } from '../return/card.ts'
import { filled, rowOfCards } from '../template/build-template.ts'
import { helperFlow } from './card.ts'

/**
 * Returns a template helper flow that outputs a list of examples. Makers replace the list by a request to
 * their service.
 */
const listTemplate = (
  newId: () => string,
  { title, label, examples }: { title: string; label: string; examples: object[] }
): Flow => {
  const output = newId()
  const values = filled(jsonParse, newId(), {
    title,
    inputs: { text: literal(JSON.stringify(examples, null, 2)) }
  })
  return rowOfCards(
    filled(helperFlow, newId()),
    values,
    filled(returnCard, newId(), {
      config: {
        fields: [
          {
            id: output,
            label,
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

/**
 * Returns a template helper flow for a dropdown. It outputs two example values in the format that dropdowns
 * read.
 */
export const choicesTemplate = ({ newId }: { newId: () => string }): Flow =>
  listTemplate(newId, {
    title: 'Values to offer',
    label: 'Values',
    examples: [
      { display: 'First value', value: 'first' },
      { display: 'Second value', value: 'second' }
    ]
  })

/**
 * Returns a template helper flow for a dynamic group. It outputs example fields in the format that groups
 * read.
 */
export const fieldsTemplate = ({ newId }: { newId: () => string }): Flow =>
  listTemplate(newId, {
    title: 'Fields to offer',
    label: 'Fields',
    examples: [
      { name: 'summary', label: 'Summary', type: 'Text', required: true },
      { name: 'severity', label: 'Severity', type: 'Options', options: ['low', 'high'] }
    ]
  })
