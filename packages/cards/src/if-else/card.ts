import { defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'
import { JoinFields, joinPorts, joinsSetting } from '../kernel/join-fields.ts'
import { conditionPorts, Operator, operatorSetting } from '../kernel/operator.ts'
import { holds } from './compare.ts'

const Config = z.strictObject({ operator: Operator, joins: JoinFields })
type Config = z.infer<typeof Config>

/** Card that runs one of two blocks, depending on a condition. */
export const ifElse = defineCard<Config>({
  type: 'if-else',
  title: 'If/Else',
  group: 'Branching',
  docs: {
    summary: 'Runs one of two branches',
    aliases: ['if', 'else', 'condition', 'branch', 'decision', 'when', 'then', 'conditional'],
    help: 'Compares two values and runs the cards of one of two blocks. Cards after it see only the outputs that you add to this card; map each of them at the end of both blocks. Numbers, and texts that hold a number, are compared as numbers, dates as dates, and everything else as text.'
  },
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
  execute: ({ config, inputs, runBlock }) =>
    runBlock(holds(config.operator, inputs.left, inputs.right) ? 'then' : 'else')
})
