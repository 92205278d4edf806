import type { EventUse, Setting } from '@hookwright/engine'
import { z } from 'zod'

/** Schema of the limit on concurrent runs, a setting of start cards. */
export const ConcurrentRuns = z.enum(['any', '1', '2', '5', '10', '25', '100'])
export type ConcurrentRuns = z.infer<typeof ConcurrentRuns>

/** Setting for the number of concurrent runs of the flow. */
export const concurrentRunsSetting = {
  kind: 'choice',
  key: 'atOnce',
  label: 'Concurrent runs',
  choices: [
    { value: 'any', label: 'Unlimited' },
    { value: '1', label: '1 run' },
    ...['2', '5', '10', '25', '100'].map(value => ({ value, label: `${value} runs` }))
  ]
} satisfies Setting

/** Returns the concurrency limit as part of a start card's event settings. */
export const runLimitOf = (atOnce: ConcurrentRuns): Pick<EventUse, 'atOnce'> =>
  atOnce === 'any' ? {} : { atOnce: Number(atOnce) }
