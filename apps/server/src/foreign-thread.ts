import { parentPort } from 'node:worker_threads'
import { type ForeignQuestion, readForeign } from '@hookwright/backend/read-foreign'
import { cardSpecs } from '@hookwright/cards'
import { createIds } from './effects/create-ids.ts'

const newId = createIds(Date.now)

const port = parentPort
if (port !== null) {
  // As JSON, which is faster than a structured clone.
  port.on('message', (question: ForeignQuestion) =>
    port.postMessage(JSON.stringify(readForeign(question, { specs: cardSpecs, newId })))
  )
}
