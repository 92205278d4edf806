import { defineCard, ports } from '@hookwright/engine'
import { FieldId, FieldLabel, one } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from '../distinct/distinct.ts'

export const ConcatenateConfig = z.strictObject({
  fields: z
    .array(z.strictObject({ id: FieldId, label: FieldLabel }))
    .max(200, 'At most 200 texts can be joined; remove some.')
    .superRefine(distinct(field => field.id, 'Two texts have this id; remove one of them.'))
    .superRefine(
      distinct(
        field => field.label.toLowerCase(),
        'Two texts have this label; give one of them another label.'
      )
    ),
  separator: z.string().max(1000, 'A separator has at most 1000 characters; shorten it.').default('')
})
export type ConcatenateConfig = z.infer<typeof ConcatenateConfig>

/** Texts joined to one. */
export const concatenate = defineCard<ConcatenateConfig>({
  type: 'concatenate',
  title: 'Concatenate',
  group: 'Text',
  help: 'Joins texts in their order into one. The separator, if there is one, stands between each two of them. A text that is missing counts as empty, and the separators around it stay.',
  config: ConcatenateConfig,
  blank: () => ({
    config: {
      fields: [
        { id: 'text1', label: 'Text 1' },
        { id: 'text2', label: 'Text 2' }
      ],
      separator: ''
    }
  }),
  settings: [
    {
      kind: 'fields',
      key: 'fields',
      noun: 'Text',
      of: 'inputs',
      named: 'label',
      parts: [],
      fresh: (id, label) => ({ id, label })
    },
    { kind: 'text', key: 'separator', label: 'Separator' }
  ],
  ports: config =>
    ports({
      inputs: config.fields.map(field => ({ ...field, type: one('text'), required: false })),
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  example: {
    config: {
      fields: [
        { id: 'first', label: 'First name' },
        { id: 'last', label: 'Last name' }
      ],
      separator: ' '
    },
    inputs: { first: 'Ada', last: 'Acme' },
    outputs: { output: 'Ada Acme' }
  },
  deed: () => import('./deed.ts')
})
