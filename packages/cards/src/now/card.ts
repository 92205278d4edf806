import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

const NowConfig = z.strictObject({})
type NowConfig = z.infer<typeof NowConfig>

/** Card that returns the current time. */
export const now = defineCard<NowConfig>({
  type: 'now',
  title: 'Now',
  group: 'Date & Time',
  docs: {
    summary: 'Time at which the card runs',
    aliases: ['today', 'date', 'timestamp', 'current time', 'clock'],
    help: 'Returns the time at which the card runs, in UTC with milliseconds. If Hookwright restarts during the run, the time stays the same.',
    example: { config: {}, inputs: {}, outputs: { output: '2026-01-02T03:04:05.678Z' } }
  },
  config: NowConfig,
  blank: () => ({ config: {} }),
  ports: () => ports({ outputs: [{ id: 'output', label: 'Output', type: one('date') }] }),
  sideEffects: 'draw',
  execute: ({ fx }) => outputs({ output: new Date(fx.clock()).toISOString() })
})
