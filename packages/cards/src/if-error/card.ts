import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { JoinFields, joinPorts, joinsSetting } from '../kernel/join-fields.ts'

const Config = z.strictObject({ joins: JoinFields })
type Config = z.infer<typeof Config>

/** Card that runs a block of cards, and another block if one of these cards fails. */
export const ifError = defineCard<Config>({
  type: 'if-error',
  title: 'If Error',
  group: 'Error Handling',
  docs: {
    summary: 'Handles errors of the cards inside it',
    aliases: ['try', 'catch', 'error handler', 'rescue', 'fallback', 'exception'],
    help: 'Runs the cards of its first block. If one of them fails, the second block runs, where Error holds the message, the code and the failed card. Cards after it see only the outputs that you add to this card; map each of them at the end of both blocks. A run that is cancelled or times out ends anyway.'
  },
  config: Config,
  blank: () => ({
    config: { joins: [] },
    blocks: [
      { id: 'try', strip: [], joins: {} },
      { id: 'error', strip: [], joins: {} }
    ]
  }),
  settings: [joinsSetting],
  ports: config =>
    ports({
      inner: [{ id: 'error', label: 'Error', type: one('object') }],
      blocks: [
        { id: 'try', label: 'Try', sees: [] },
        { id: 'error', label: 'If error', sees: ['error'] }
      ],
      joins: joinPorts(config.joins)
    }),
  execute: async ({ tryBlock, runBlock }) => {
    const tried = await tryBlock('try')
    return tried.kind === 'failed' ? runBlock('error', { error: tried.error }) : tried
  }
})
