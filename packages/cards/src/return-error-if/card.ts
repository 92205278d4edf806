import { defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { conditionPorts, Operator, operatorSetting } from '../kernel/operator.ts'

const Config = z.strictObject({ operator: Operator })
type Config = z.infer<typeof Config>

/** Card that fails with the maker's message if a condition holds. */
export const returnErrorIf = defineCard<Config>({
  type: 'return-error-if',
  title: 'Return Error If',
  group: 'Error Handling',
  docs: {
    summary: 'Fails the flow if a condition is true',
    aliases: ['throw', 'if', 'assert', 'validate', 'guard', 'fail'],
    help: 'Compares two values. If the condition is true, the flow ends with the error message that you write. The run fails too, unless an If Error card catches the error. Describe the problem and the next step in the message.',
    example: {
      config: { operator: 'greater' },
      inputs: { left: 200, right: 399, message: 'The service refused the request; look at its answer.' },
      outputs: {}
    }
  },
  config: Config,
  blank: () => ({ config: { operator: 'equal' } }),
  settings: [operatorSetting],
  ports: config =>
    ports({
      inputs: [
        ...conditionPorts(config.operator),
        { id: 'message', label: 'Message', type: one('text'), required: true, mayBeNull: true }
      ]
    }),
  /** Throws `card.failed` with the maker's message when the condition holds. */
  execute: ({ config, inputs, name }) => {
    if (!holds(config.operator, inputs.left, inputs.right)) return outputs({})
    const message =
      typeof inputs.message === 'string'
        ? inputs.message
        : `The condition of “${name}” is true, but the message is empty. Map another message.`
    throw new Fault('card.failed', { message })
  }
})
