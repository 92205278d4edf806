import type { Setting } from '@hookwright/engine'
import { z } from 'zod'

/** Settings for responses that need more than a status and a JSON body. */
export const answerShape = {
  /**
   * JSON to return for a stream of server-sent events. This is nothing, the data of the last event, or a list
   * of all events.
   */
  eventStream: z
    .enum(['none', 'last', 'all'], 'The setting “Event stream” is invalid. Choose a value from the list.')
    .default('none'),
  /** Path of an error in the JSON. If it has a value, the card fails regardless of the status. */
  errorAt: z.string().max(500).default('')
}

export type AnswerConfig = z.infer<z.ZodObject<typeof answerShape>>

/** Label of the setting for the path of an error in the JSON. */
export const ERROR_PATH = 'Error path'

export const answerSettings: Setting[] = [
  { kind: 'text', key: 'errorAt', label: ERROR_PATH },
  {
    kind: 'choice',
    key: 'eventStream',
    label: 'Event stream',
    choices: [
      { value: 'none', label: 'As text' },
      { value: 'last', label: 'Last event' },
      { value: 'all', label: 'All events' }
    ]
  }
]
