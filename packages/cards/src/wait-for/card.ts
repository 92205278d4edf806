import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

const units = ['seconds', 'minutes', 'hours', 'days', 'weeks'] as const

export const WaitForConfig = z.strictObject({
  unit: z.enum(units, 'The unit is not one of those offered; choose it again.')
})
export type WaitForConfig = z.infer<typeof WaitForConfig>

/** Waits before the flow goes on. */
export const waitFor = defineCard<WaitForConfig>({
  type: 'wait-for',
  title: 'Wait For',
  group: 'Flow Control',
  config: WaitForConfig,
  blank: () => ({ config: { unit: 'minutes' } }),
  settings: [
    {
      kind: 'choice',
      key: 'unit',
      label: 'Unit',
      choices: units.map(value => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))
    }
  ],
  ports: () => ports({ inputs: [{ id: 'amount', label: 'Amount', type: one('number'), required: true }] }),
  reach: 'wait',
  execute: () => import('./execute.ts')
})
