import { defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'
import { conditionPorts } from '../kernel/condition-ports.ts'
import { JoinFields, joinPorts, joinsSetting } from '../kernel/join-fields.ts'
import { Operator, operatorSetting } from '../kernel/operator.ts'

const Config = z.strictObject({ operator: Operator, joins: JoinFields })
export type Config = z.infer<typeof Config>

/** Runs one of two blocks, as a condition says. */
export const ifElse = defineCard<Config>({
  type: 'if-else',
  title: 'If/Else',
  group: 'Branching',
  config: Config,
  blank: () => ({
    config: { operator: 'equal', joins: [] },
    blocks: [
      { id: 'then', strip: [], joins: {} },
      { id: 'else', strip: [], joins: {} }
    ]
  }),
  settings: [operatorSetting, joinsSetting],
  ports: config =>
    ports({
      inputs: conditionPorts(config.operator),
      blocks: [
        { id: 'then', label: 'If true', sees: [] },
        { id: 'else', label: 'If false', sees: [] }
      ],
      joins: joinPorts(config.joins)
    }),
  execute: () => import('./execute.ts')
})
