import { defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'
import { conditionPorts } from '../kernel/condition-ports.ts'
import { Operator, operatorSetting } from '../kernel/operator.ts'

const Config = z.strictObject({ operator: Operator })
export type Config = z.infer<typeof Config>

/** Goes on only when a condition holds. */
export const continueIf = defineCard<Config>({
  type: 'continue-if',
  title: 'Continue If',
  group: 'Branching',
  config: Config,
  blank: () => ({ config: { operator: 'equal' } }),
  settings: [operatorSetting],
  ports: config => ports({ inputs: conditionPorts(config.operator) }),
  execute: () => import('./execute.ts')
})
