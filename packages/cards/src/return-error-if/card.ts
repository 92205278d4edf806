import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { conditionPorts } from '../condition/condition-ports.ts'
import { Operator, operatorSetting } from '../condition/operator.ts'

const Config = z.strictObject({ operator: Operator })
export type Config = z.infer<typeof Config>

/** Fails with a message of the maker's when a condition holds. */
export const returnErrorIf = defineCard<Config>({
  type: 'return-error-if',
  title: 'Return Error If',
  group: 'Error Handling',
  help: 'Compares two values and, when the comparison holds, fails with the message that you give. The run fails with it, unless an If Error card is around. Say in the message what is wrong and what to do.',
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
  example: {
    config: { operator: 'greater' },
    inputs: { left: 200, right: 399, message: 'The service refused the request; look at its answer.' },
    outputs: {}
  },
  deed: () => import('./deed.ts')
})
