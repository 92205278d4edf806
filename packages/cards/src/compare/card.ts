import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { conditionPorts, Operator, operatorSetting } from '../kernel/operator.ts'

const CompareConfig = z.strictObject({ operator: Operator })
type CompareConfig = z.infer<typeof CompareConfig>

/** Card that returns the result of a condition as a value. */
export const compare = defineCard<CompareConfig>({
  type: 'compare',
  title: 'Compare',
  group: 'True/False',
  docs: {
    summary: 'Result of comparing two values',
    aliases: ['equals', 'if', 'condition', 'greater', 'less', 'contains'],
    help: 'Compares two values and returns true or false. Numbers, and texts that hold a number, are compared as numbers, dates as dates, and everything else as text.',
    example: { config: { operator: 'less' }, inputs: { left: 7, right: 12 }, outputs: { result: true } }
  },
  config: CompareConfig,
  blank: () => ({ config: { operator: 'equal' } }),
  settings: [operatorSetting],
  ports: config =>
    ports({
      inputs: conditionPorts(config.operator),
      outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
    }),
  execute: ({ config, inputs }) => outputs({ result: holds(config.operator, inputs.left, inputs.right) })
})
