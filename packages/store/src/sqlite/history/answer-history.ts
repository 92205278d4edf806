import type { MessagePort } from 'node:worker_threads'
import type { Millis } from '@hookwright/model'
import { toStorageFault } from '../file/storage-fault.ts'
import { createHistory, type History } from './history.ts'
import { runIndexRounds } from './index-rounds.ts'
import { createKeepIndex } from './keep-index.ts'
import { createReader } from './reader.ts'
import { openTextIndex, type TextIndex, textIndexOf } from './text-index.ts'
import { createTexts, type StoredTexts } from './texts.ts'

/** Query for the history thread, with its parameters. */
type Asked = { [Q in keyof History]: { id: number; ask: Q; about: Parameters<History[Q]>[0] } }[keyof History]

/** Message to the history thread. */
export type ToThread = Asked | { keep: true } | { forgotten: true } | { close: true }

/**
 * Message from the history thread: a result, a failure, or news of the index. It has caught up, or rows of
 * `stale_texts` up to an id may be deleted.
 */
export type FromThread =
  | { id: number; answer: unknown }
  | { id: number; why: string }
  | { forget: number }
  | { caughtUp: true }

const whyOf = (thrown: unknown): string => {
  const fault = toStorageFault(thrown)
  return fault instanceof Error ? fault.message : String(fault)
}

/** Opens the text index. Returns null when that fails; searches then scan all rows. */
const openIndex = (database: string): TextIndex | null => {
  try {
    return openTextIndex(textIndexOf(database))
  } catch {
    return null
  }
}

/** Entry point of the history thread. Runs queries received through a port until it is told to close. */
export const answerHistory = (params: {
  port: MessagePort
  /** Path of the database. The text index is in the same folder. */
  database: string
  clock: () => Millis
  after: (wait: Millis, run: () => void) => void
}): void => {
  const { port, database, clock, after } = params
  const reader = createReader(database)
  const index = openIndex(database)
  let madeTexts: StoredTexts | null = null
  const texts = (): StoredTexts => {
    madeTexts ??= createTexts(reader.db())
    return madeTexts
  }
  const history = createHistory({ list: async body => body(reader.tables()), db: reader.db, texts, index })
  let asked = 0
  let forgotten = (): void => {}

  const say = (message: FromThread): void => port.postMessage(message)

  const answer = (question: Asked): Promise<unknown> => {
    switch (question.ask) {
      case 'listDeliveries':
        return history.listDeliveries(question.about)
      case 'listRuns':
        return history.listRuns(question.about)
      case 'runsOfDeliveries':
        return history.runsOfDeliveries(question.about)
      case 'startOutputs':
        return history.startOutputs(question.about)
      case 'cardStatuses':
        return history.cardStatuses(question.about)
      case 'chartDeliveries':
        return history.chartDeliveries(question.about)
      case 'listUserFlows':
        return history.listUserFlows(question.about)
      case 'countUserFlows':
        return history.countUserFlows(question.about)
      case 'flowActivity':
        return history.flowActivity(question.about)
    }
  }

  const keep = (): void => {
    if (index === null) return
    const newest = reader.db().prepare<[], number | null>('select max(id) from deliveries').pluck()
    const forget = (note: number): Promise<void> =>
      new Promise(resolve => {
        forgotten = resolve
        say({ forget: note })
      })
    runIndexRounds({
      round: createKeepIndex({ db: reader.db(), texts: texts(), index, forget }),
      written: () => newest.get() ?? 0,
      isAsked: () => asked > 0,
      caughtUp: () => say({ caughtUp: true }),
      clock,
      after
    })
  }

  port.on('message', (told: ToThread) => {
    if ('close' in told) {
      index?.close()
      reader.close()
      process.exit()
    } else if ('keep' in told) keep()
    else if ('forgotten' in told) forgotten()
    else {
      asked += 1
      const { id } = told
      answer(told)
        .then(
          found => say({ id, answer: found }),
          (thrown: unknown) => say({ id, why: whyOf(thrown) })
        )
        .finally(() => {
          asked -= 1
        })
    }
  })
}
