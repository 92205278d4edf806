import { defineCard, outputs, ports } from '@hookwright/engine'
import { z } from 'zod'
import { TypedFields, typedFieldsSetting, typedPorts } from '../kernel/typed-fields.ts'

const AssignConfig = z.strictObject({ fields: TypedFields })
type AssignConfig = z.infer<typeof AssignConfig>

/** Card that gives values a name and a type. */
export const assign = defineCard<AssignConfig>({
  type: 'assign',
  title: 'Assign',
  group: 'Flow Control',
  docs: {
    summary: 'Names values for later cards',
    aliases: ['variable', 'set', 'define', 'constant', 'edit fields', 'rename'],
    help: 'Gives values a name and a data type, so that later cards can use them by that name. Text is converted if it contains only a value of that type, such as “12” for a number. The card fails if a value does not match its data type.',
    example: {
      config: {
        fields: [
          { id: 'team', label: 'Team', dataType: { kind: 'text', list: false } },
          { id: 'seats', label: 'Seats', dataType: { kind: 'number', list: false } }
        ]
      },
      inputs: { team: 'Support', seats: '12' },
      outputs: { team: 'Support', seats: 12 }
    }
  },
  config: AssignConfig,
  blank: () => ({ config: { fields: [] } }),
  settings: [typedFieldsSetting('inputs')],
  ports: config => {
    const fields = typedPorts(config.fields)
    return ports({ inputs: fields.map(field => ({ ...field, required: false })), outputs: fields })
  },
  execute: ({ config, inputs }) =>
    outputs(Object.fromEntries(config.fields.map(field => [field.id, inputs[field.id]])))
})
