import { defineCard, ports } from '@hookwright/engine'
import { Fields, one } from '@hookwright/model'
import { z } from 'zod'

const Config = z.strictObject({ fields: Fields })
type Config = z.infer<typeof Config>

/** Last card of a helper flow. It returns values to the caller. */
export const returnCard = defineCard<Config>({
  type: 'return',
  title: 'Return',
  group: 'Flow Control',
  docs: {
    summary: 'Ends the flow and returns values',
    aliases: ['end', 'result', 'output', 'respond'],
    help: 'Ends a helper flow and returns values to the flow that called it. Add a field for each value and map it; a field without a mapping returns null. A value that does not fit its data type makes a card fail only if that card reads it.'
  },
  config: Config,
  blank: () => ({ config: { fields: [] } }),
  settings: [
    {
      kind: 'fields',
      key: 'fields',
      noun: 'Output',
      of: 'inputs',
      named: 'label',
      parts: ['type'],
      fresh: (id, label) => ({ id, label, fieldType: 'text-field', dataType: one('text'), required: false })
    }
  ],
  ports: config =>
    ports({
      inputs: config.fields.map(field => ({
        id: field.id,
        label: field.label,
        type: field.dataType,
        required: false,
        keepsErrors: true as const
      }))
    }),
  returns: {
    kinds: ['helper', 'authping', 'revoke'],
    signature: config => ({
      outputs: [{ id: 'outputs', name: 'Outputs', fields: config.fields }],
      runMode: false
    })
  },
  execute: work => ({ kind: 'return', result: work.inputs })
})
