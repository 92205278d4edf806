import { defineCard, ports } from '@hookwright/engine'
import { DataType, FieldId, FieldLabel, one } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from '../distinct/distinct.ts'

export const AssignConfig = z.strictObject({
  fields: z
    .array(z.strictObject({ id: FieldId, label: FieldLabel, dataType: DataType }))
    .max(200, 'At most 200 values can be assigned by one card; use another card for the rest.')
    .superRefine(distinct(field => field.id, 'Two values have this id; remove one of them.'))
    .superRefine(
      distinct(
        field => field.label.toLowerCase(),
        'Two values have this label; give one of them another label.'
      )
    )
})
export type AssignConfig = z.infer<typeof AssignConfig>

/** Values given a name and a type. */
export const assign = defineCard<AssignConfig>({
  type: 'assign',
  title: 'Assign',
  group: 'Flow Control',
  help: 'Gives values a name and a data type of your choice, so that later cards can use them under it. A value that comes as text is converted where the text says so exactly, as “12” does for a number. A value that does not fit its type makes the card fail.',
  config: AssignConfig,
  blank: () => ({ config: { fields: [] } }),
  settings: [
    {
      kind: 'fields',
      key: 'fields',
      noun: 'Value',
      of: 'inputs',
      named: 'label',
      parts: ['type'],
      fresh: (id, label) => ({ id, label, dataType: one('text') })
    }
  ],
  ports: config => {
    const fields = config.fields.map(({ id, label, dataType }) => ({ id, label, type: dataType }))
    return ports({ inputs: fields.map(field => ({ ...field, required: false })), outputs: fields })
  },
  example: {
    config: {
      fields: [
        { id: 'team', label: 'Team', dataType: { kind: 'text', list: false } },
        { id: 'seats', label: 'Seats', dataType: { kind: 'number', list: false } }
      ]
    },
    inputs: { team: 'Support', seats: '12' },
    outputs: { team: 'Support', seats: 12 }
  },
  deed: () => import('./deed.ts')
})
