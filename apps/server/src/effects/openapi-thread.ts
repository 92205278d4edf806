import type { ApiDocuments, Conversion, ReadDocument } from '@hookwright/backend/openapi'
import { Fault, HOUR, type Millis, SECOND } from '@hookwright/model'
import { type DocumentAnswer, type DocumentQuestion, faultIn } from './openapi-messages.ts'
import { openQueuedThread } from './queued-thread.ts'

/** Maximum time for one question, including the start of the thread. */
const TIME_LIMIT: Millis = 60 * SECOND
/** Idle time after which the thread ends and its documents are lost. */
const IDLE: Millis = HOUR
/** Memory limits of the thread, in MB. Validating a document of 32 MB needs half of the memory. */
const limits = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 32 }

type Result = ReadDocument | Conversion | null

/** Returns the fault for a question during which the thread ended. */
const brokenBy = (question: DocumentQuestion, why: string): Fault =>
  question.act === 'read'
    ? new Fault('openapi.unreadable', { name: question.name.slice(0, 200), why })
    : new Fault('openapi.document-gone')

const isRead = (result: Result): result is ReadDocument => result !== null && 'outline' in result

const isConversion = (result: Result): result is Conversion => result !== null && 'flows' in result

/**
 * Creates the thread that reads OpenAPI documents and keeps them in memory. It answers one question at a time
 * and starts with the first question. A question that takes too much time or memory ends the thread; all
 * documents in it are lost.
 */
export const openOpenApiThread = (params: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): ApiDocuments & { close: () => Promise<void> } => {
  const { timeLimit = TIME_LIMIT, ...at } = params
  const thread = openQueuedThread({
    ...{ ...at, timeLimit, limits, idle: IDLE },
    pack: (question: DocumentQuestion) => {
      if (question.act !== 'read') return { message: question }
      const { buffer, byteLength } = question.body
      // A buffer may be a piece of a larger one, which others still use.
      const body =
        buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
          ? question.body
          : new Uint8Array(question.body)
      return {
        message: { ...question, body },
        transfer: body.buffer instanceof ArrayBuffer ? [body.buffer] : []
      }
    },
    read: (answer: DocumentAnswer) => answer
  })

  const ask = async (question: DocumentQuestion): Promise<Result> => {
    const asked = await thread.ask(question)
    switch (asked.is) {
      case 'answer':
        if (!asked.answer.ok) throw faultIn(asked.answer)
        return asked.answer.result
      case 'too-slow': {
        const seconds = timeLimit / SECOND
        throw brokenBy(
          question,
          `The document could not be read within ${seconds} seconds. Split it into smaller documents.`
        )
      }
      case 'out-of-memory':
        throw brokenBy(
          question,
          'Reading the document needs too much memory. Split it into smaller documents.'
        )
      case 'broken':
        throw brokenBy(
          question,
          'Reading the document failed on the server. Try again, or choose another document.'
        )
      case 'closed':
        throw brokenBy(question, 'The server is stopping. Try again.')
    }
  }

  return {
    read: async (id, name, body) => {
      const read = await ask({ act: 'read', id, name, body })
      if (!isRead(read)) throw new Fault('openapi.document-gone')
      return read
    },
    convert: async request => {
      const conversion = await ask({ act: 'convert', ...request })
      if (!isConversion(conversion)) throw new Fault('openapi.document-gone')
      return conversion
    },
    drop: ids => {
      // Without a thread nothing is kept.
      if (thread.isRunning()) ask({ act: 'drop', ids: [...ids] }).catch(() => {})
    },
    close: thread.close
  }
}
