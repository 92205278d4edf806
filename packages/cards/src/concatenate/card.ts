import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { namedInputPorts, namedInputs, namedInputsSetting, twoInputs } from '../kernel/named-inputs.ts'
import { checkTextLength, joinedLength } from '../kernel/text-size.ts'

const ConcatenateConfig = z.strictObject({
  fields: namedInputs('texts'),
  separator: z.string().max(1000, 'A separator has at most 1000 characters. Shorten it.').default('')
})
type ConcatenateConfig = z.infer<typeof ConcatenateConfig>

/** Card that joins texts. */
export const concatenate = defineCard<ConcatenateConfig>({
  type: 'concatenate',
  title: 'Concatenate',
  group: 'Text',
  docs: {
    summary: 'Joins texts into one',
    aliases: ['join', 'append', 'combine', 'merge'],
    help: 'Joins texts into one, in order, with the separator between them. A missing text counts as empty; the separators around it stay.',
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
    }
  },
  config: ConcatenateConfig,
  blank: () => ({ config: { fields: twoInputs('Text'), separator: '' } }),
  settings: [namedInputsSetting('Text'), { kind: 'text', key: 'separator', label: 'Separator' }],
  ports: config =>
    ports({
      inputs: namedInputPorts(config.fields, one('text')),
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  /**
   * Joins the texts. A missing text counts as empty, so joining them in several steps has the same result.
   */
  execute: ({ config, inputs, name }) => {
    const texts = config.fields.map(field => inputs[field.id] ?? '')
    checkTextLength(joinedLength(texts, config.separator), name)
    return outputs({ output: texts.join(config.separator) })
  }
})
