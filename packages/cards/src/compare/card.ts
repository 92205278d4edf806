import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { conditionPorts } from '../kernel/condition-ports.ts'
import { Operator, operatorSetting } from '../kernel/operator.ts'

export const CompareConfig = z.strictObject({ operator: Operator })
export type CompareConfig = z.infer<typeof CompareConfig>

/** Card that returns the result of a condition as a value. */
export const compare = defineCard<CompareConfig>({
  type: 'compare',
  title: 'Compare',
  group: 'True/False',
  config: CompareConfig,
  blank: () => ({ config: { operator: 'equal' } }),
  settings: [operatorSetting],
  ports: config =>
    ports({
      inputs: conditionPorts(config.operator),
      outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
    }),
  execute: () => import('./execute.ts')
})
