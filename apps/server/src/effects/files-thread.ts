import type { ArchiveQuestion, ArchiveReader } from '@hookwright/backend/read-archive'
import { type Millis, SECOND } from '@hookwright/model'
import { openQueuedThread } from './queued-thread.ts'

/** Maximum time to read one archive, including the start of the thread. */
const TIME_LIMIT: Millis = 60 * SECOND
/** Idle time after which the thread is ended. */
const IDLE: Millis = 30 * SECOND
/** Memory limits of the thread. The largest folder takes half of it. */
const limits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 }

type Answer = Awaited<ReturnType<ArchiveReader>>

const refused = (message: string): Answer => ({ ok: false, flaws: [{ file: null, line: null, message }] })

/** Creates the thread that reads archives of connectors. An archive that takes too long or too much memory is refused. */
export const openFilesThread = (params: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): { read: ArchiveReader; close: () => Promise<void> } => {
  const { timeLimit = TIME_LIMIT, ...at } = params
  const thread = openQueuedThread({
    ...{ ...at, timeLimit, limits, idle: IDLE },
    pack: (question: ArchiveQuestion) => ({ message: question }),
    read: (answer: string): Answer => JSON.parse(answer)
  })
  return {
    read: async question => {
      const asked = await thread.ask(question)
      switch (asked.is) {
        case 'answer':
          return asked.answer
        case 'too-slow':
          return refused(
            `The files could not be read within ${timeLimit / SECOND} seconds. Make the folder smaller.`
          )
        case 'out-of-memory':
          return refused('Reading the files needs too much memory. Make the folder smaller.')
        case 'broken':
          return refused('Reading the files failed on the server. Try again, or choose other files.')
        case 'closed':
          return refused('The server is stopping. Try again.')
      }
    },
    close: thread.close
  }
}
