import { defineCard, type InputPort, outputs, ports } from '@hookwright/engine'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { conditionPorts, Operator, operatorSetting } from '../kernel/operator.ts'
import { TypedFields, typedFieldsSetting, typedPorts } from '../kernel/typed-fields.ts'

/**
 * Returns the id of an input, such as `then.size` or `else.size`. The first contains the value of the field
 * `size` if the condition holds, the second the value otherwise.
 */
const choiceId = (when: 'then' | 'else', field: string): string => `${when}.${field}`

const AssignIfConfig = z.strictObject({ operator: Operator, fields: TypedFields })
type AssignIfConfig = z.infer<typeof AssignIfConfig>

const choicePorts = (fields: TypedFields, when: 'then' | 'else', group: string): InputPort[] =>
  typedPorts(fields).map(port => ({ ...port, id: choiceId(when, port.id), required: false, group }))

/** Card that returns one of two values, depending on a condition. */
export const assignIf = defineCard<AssignIfConfig>({
  type: 'assign-if',
  title: 'Assign If',
  group: 'Branching',
  docs: {
    summary: 'Picks one of two values',
    aliases: ['if', 'ternary', 'conditional', 'default', 'fallback', 'coalesce'],
    help: 'Compares two values and returns one of two other values, depending on the result. Add an output and map a value for each case. A case without a mapping returns null.',
    example: {
      config: {
        operator: 'greater-or-equal',
        fields: [{ id: 'size', label: 'Size', dataType: { kind: 'text', list: false } }]
      },
      inputs: { left: 12, right: 10, 'then.size': 'large', 'else.size': 'small' },
      outputs: { size: 'large' }
    }
  },
  config: AssignIfConfig,
  blank: () => ({
    config: {
      operator: 'equal',
      fields: [{ id: 'output', label: 'Output', dataType: { kind: 'text', list: false } }]
    }
  }),
  settings: [operatorSetting, typedFieldsSetting('outputs')],
  ports: config =>
    ports({
      inputs: [
        ...conditionPorts(config.operator),
        ...choicePorts(config.fields, 'then', 'If true'),
        ...choicePorts(config.fields, 'else', 'If false')
      ],
      outputs: typedPorts(config.fields)
    }),
  execute: ({ config, inputs }) => {
    const when = holds(config.operator, inputs.left, inputs.right) ? 'then' : 'else'
    return outputs(Object.fromEntries(config.fields.map(({ id }) => [id, inputs[choiceId(when, id)]])))
  }
})
