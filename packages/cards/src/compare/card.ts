import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { conditionPorts } from '../condition/condition-ports.ts'
import { Operator, operatorSetting } from '../condition/operator.ts'

export const CompareConfig = z.strictObject({ operator: Operator })
export type CompareConfig = z.infer<typeof CompareConfig>

/** Whether a condition holds, as a value. */
export const compare = defineCard<CompareConfig>({
  type: 'compare',
  title: 'Compare',
  group: 'True/False',
  help: 'Compares two values and says whether the comparison holds. Numbers, and texts that hold a number, are compared as numbers, moments as moments, and all else as text.',
  config: CompareConfig,
  blank: () => ({ config: { operator: 'equal' } }),
  settings: [operatorSetting],
  ports: config =>
    ports({
      inputs: conditionPorts(config.operator),
      outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
    }),
  example: { config: { operator: 'less' }, inputs: { left: 7, right: 12 }, outputs: { result: true } },
  deed: () => import('./deed.ts')
})
