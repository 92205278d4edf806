import type { ImportReaders } from '@hookwright/backend'
import type { ArchiveQuestion, UserFlowQuestion } from '@hookwright/backend/read-archive'
import type { ForeignQuestion } from '@hookwright/backend/read-foreign'
import { type Millis, SECOND } from '@hookwright/model'
import { openQueuedThread, type ThreadAnswer } from './queued-thread.ts'

/** Question to a thread that reads imported files. */
export type ImportQuestion =
  | { is: 'archive'; question: ArchiveQuestion }
  | { is: 'user-flow'; question: UserFlowQuestion }
  | { is: 'foreign'; question: ForeignQuestion }

/** Maximum time to read one import, including the start of the thread. */
const TIME_LIMIT: Millis = 60 * SECOND
/** Idle time after which a thread is ended. */
const IDLE: Millis = 30 * SECOND
/**
 * Memory limits of the threads, in MB. The largest folder needs half of its limit. A file of 32 MB from
 * another product needs about ten times its size.
 */
const memory = { folders: 512, foreign: 1_024 }

/** Messages for the reasons why a thread has no answer. */
type Sentences = Record<Exclude<ThreadAnswer<unknown>['is'], 'answer'>, string>

const sayFolders = (seconds: number): Sentences => ({
  'too-slow': `The files could not be read within ${seconds} seconds. Make the folder smaller.`,
  'out-of-memory': 'Reading the files needs too much memory. Make the folder smaller.',
  broken: 'Reading the files failed on the server. Try again, or choose other files.',
  closed: 'The server is stopping. Try again.'
})

const sayForeign = (seconds: number): Sentences => ({
  'too-slow': `The file could not be converted within ${seconds} seconds. Export fewer flows at a time.`,
  'out-of-memory': 'Converting the file needs too much memory. Export fewer flows at a time.',
  broken: 'Converting the file failed on the server. Try again, or choose another file.',
  closed: 'The server is stopping. Try again.'
})

const refuseFiles = (message: string) => ({
  ok: false as const,
  flaws: [{ file: null, line: null, message }]
})

/**
 * Creates the threads that read imported files: one for folders, and one for files of other products, which
 * may take long. Imports that take too much time or memory are refused.
 */
export const openImportThreads = (params: {
  /** Path of the script of both threads. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): { readers: ImportReaders; close: () => Promise<void> } => {
  const { timeLimit = TIME_LIMIT, ...at } = params
  const open = (megabytes: number) =>
    openQueuedThread({
      ...{ ...at, timeLimit, idle: IDLE },
      limits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
      pack: (asked: ImportQuestion) => ({ message: asked }),
      read: (answer: string) => answer
    })
  const folders = open(memory.folders)
  const foreign = open(memory.foreign)
  const seconds = timeLimit / SECOND

  /**
   * Sends a question to a thread and parses the answer. The kind of the answer follows from the kind of the
   * question.
   */
  const ask = async <Answer>(
    thread: typeof folders,
    asked: ImportQuestion,
    refuse: (is: keyof Sentences) => Answer
  ): Promise<Answer> => {
    const end = await thread.ask(asked)
    return end.is === 'answer' ? JSON.parse(end.answer) : refuse(end.is)
  }

  return {
    readers: {
      archive: question =>
        ask(folders, { is: 'archive', question }, is => refuseFiles(sayFolders(seconds)[is])),
      userFlow: question =>
        ask(folders, { is: 'user-flow', question }, is => refuseFiles(sayFolders(seconds)[is])),
      foreign: question =>
        ask(foreign, { is: 'foreign', question }, is => ({ is: 'refused', why: sayForeign(seconds)[is] }))
    },
    close: async () => {
      await Promise.all([folders.close(), foreign.close()])
    }
  }
}
