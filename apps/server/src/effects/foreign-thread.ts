import type { ForeignAnswer, ForeignQuestion, ForeignReader } from '@hookwright/backend/read-foreign'
import { type Millis, SECOND } from '@hookwright/model'
import { openQueuedThread } from './queued-thread.ts'

/** Maximum time to convert one file, including the start of the thread. */
const TIME_LIMIT: Millis = 60 * SECOND
/** Idle time after which the thread is ended. */
const IDLE: Millis = 30 * SECOND
/** Memory limits of the thread. A file of 32 MB takes some ten times that while it is converted. */
const limits = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 32 }

const refused = (why: string): ForeignAnswer => ({ is: 'refused', why })

/** Creates the thread that converts files of other products. A file that takes too long or too much memory is refused. */
export const openForeignThread = ({
  timeLimit = TIME_LIMIT,
  ...at
}: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): { read: ForeignReader; close: () => Promise<void> } => {
  const thread = openQueuedThread({
    ...{ ...at, timeLimit, limits, idle: IDLE },
    pack: (question: ForeignQuestion) => ({ message: question }),
    read: (answer: string): ForeignAnswer => JSON.parse(answer)
  })
  return {
    read: async question => {
      const asked = await thread.ask(question)
      switch (asked.is) {
        case 'answer':
          return asked.answer
        case 'too-slow':
          return refused(
            `The file could not be converted within ${timeLimit / SECOND} seconds. Export fewer flows at a time.`
          )
        case 'out-of-memory':
          return refused('Converting the file needs too much memory. Export fewer flows at a time.')
        case 'broken':
          return refused('Converting the file failed on the server. Try again, or choose another file.')
        case 'closed':
          return refused('The server is stopping. Try again.')
      }
    },
    close: thread.close
  }
}
