import { parentPort } from 'node:worker_threads'
import { readArchive, readUserFlowArchive } from '@hookwright/backend/read-archive'
import { readForeign } from '@hookwright/backend/read-foreign'
import { cardSpecs } from '@hookwright/cards'
import { createIds } from './effects/create-ids.ts'
import type { ImportQuestion } from './effects/import-threads.ts'

const newId = createIds(Date.now)

const answerTo = (asked: ImportQuestion) => {
  switch (asked.is) {
    case 'archive':
      return readArchive(asked.question, newId)
    case 'user-flow':
      return readUserFlowArchive(asked.question, newId)
    case 'foreign':
      return readForeign(asked.question, { specs: cardSpecs, newId })
  }
}

const port = parentPort
if (port !== null) {
  // As JSON, which is faster than a structured clone.
  port.on('message', (asked: ImportQuestion) => port.postMessage(JSON.stringify(answerTo(asked))))
}
