import { defineCard, outputs, ports } from '@hookwright/engine'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { conditionPorts, Operator, operatorSetting } from '../kernel/operator.ts'

const Config = z.strictObject({ operator: Operator })
type Config = z.infer<typeof Config>

/** Card that continues the flow only if a condition holds. */
export const continueIf = defineCard<Config>({
  type: 'continue-if',
  title: 'Continue If',
  group: 'Branching',
  docs: {
    summary: 'Stops the flow unless a condition is true',
    aliases: ['if', 'filter', 'only if', 'guard', 'stop', 'condition'],
    help: 'Compares two values and continues only if the condition is true. Otherwise the flow stops here, without an error. In a helper flow only the helper flow stops; the flow that called it continues.',
    example: { config: { operator: 'in' }, inputs: { left: 'jo', right: ['jo', 'kim'] }, outputs: {} }
  },
  config: Config,
  blank: () => ({ config: { operator: 'equal' } }),
  settings: [operatorSetting],
  ports: config => ports({ inputs: conditionPorts(config.operator) }),
  /** Stops the flow unless the condition holds. */
  execute: ({ config, inputs }) =>
    holds(config.operator, inputs.left, inputs.right) ? outputs({}) : { kind: 'stop' }
})
