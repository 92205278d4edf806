import type { Setting } from '@hookwright/engine'
import { z } from 'zod'

/** Settings for responses that need more than a status and a JSON body. */
export const answerShape = {
  /**
   * JSON of a response that is a stream of server-sent events: none, the data of its last event, or
   * all events as a list.
   */
  eventStream: z
    .enum(['none', 'last', 'all'], 'The setting for event streams is invalid. Choose it again.')
    .default('none'),
  /** Path of an error in the JSON. A value there fails the card, whatever the status is. */
  errorAt: z.string().max(500).default('')
}

export type AnswerConfig = z.infer<z.ZodObject<typeof answerShape>>

/** Label of the setting for errors in the JSON. */
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
