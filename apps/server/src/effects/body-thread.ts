import type { BodyThread, UnparsedBody } from '@hookwright/backend'
import { type Millis, type ReadBody, SECOND } from '@hookwright/model'
import { type BodyAnswer, bodyIn } from './body-messages.ts'
import { openQueuedThread } from './queued-thread.ts'

/** Maximum time to parse one body, including the start of the thread. */
const TIME_LIMIT: Millis = 5 * SECOND
/** Idle time after which the thread is ended. */
const IDLE: Millis = 30 * SECOND
/**
 * Memory limits of the thread, in MB. A body of 10 MB with the maximum number of values needs half of the
 * memory.
 */
const limits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 }

const keptAsText = ({ body }: UnparsedBody, why: string): ReadBody => ({
  value: new TextDecoder().decode(body),
  keptAsText: why
})

const tooSlow = (limit: Millis): string =>
  `The body could not be parsed within ${limit / SECOND} seconds, so it was kept as text. Make the service send smaller bodies.`

/** Returns why a body was kept as text: “Parsing the body failed on the server, so it was kept as text.” */
const whyKept = (is: 'too-slow' | 'out-of-memory' | 'broken', limit: Millis): string =>
  ({
    'too-slow': tooSlow(limit),
    'out-of-memory': 'Parsing the body needs too much memory, so it was kept as text.',
    broken: 'Parsing the body failed on the server, so it was kept as text.'
  })[is]

/**
 * Creates the thread that parses large bodies, one at a time. A body that takes too much time or memory is
 * kept as text. A body that is still waiting when the server stops gets no answer.
 */
export const openBodyThread = (params: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): BodyThread & { close: () => Promise<void> } => {
  const { timeLimit = TIME_LIMIT, ...at } = params
  const thread = openQueuedThread({
    ...{ ...at, timeLimit, limits, idle: IDLE },
    pack: (unparsed: UnparsedBody) => {
      // A copy of these bytes alone: a buffer may be a piece of a larger one.
      const body = new Uint8Array(unparsed.body)
      return { message: { ...unparsed, body }, transfer: [body.buffer] }
    },
    read: (answer: BodyAnswer) => bodyIn(answer)
  })
  return {
    parse: async unparsed => {
      const asked = await thread.ask(unparsed)
      if (asked.is === 'answer') return asked.answer
      // The server stops. A run must not go on with a text where it would get a value after the next start.
      if (asked.is === 'closed') return new Promise(() => {})
      return keptAsText(unparsed, whyKept(asked.is, timeLimit))
    },
    close: thread.close
  }
}
