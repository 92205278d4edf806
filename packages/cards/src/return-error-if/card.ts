import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { conditionPorts } from '../kernel/condition-ports.ts'
import { Operator, operatorSetting } from '../kernel/operator.ts'

const Config = z.strictObject({ operator: Operator })
export type Config = z.infer<typeof Config>

/** Fails with a message of the maker's when a condition holds. */
export const returnErrorIf = defineCard<Config>({
  type: 'return-error-if',
  title: 'Return Error If',
  group: 'Error Handling',
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
  execute: () => import('./execute.ts')
})
