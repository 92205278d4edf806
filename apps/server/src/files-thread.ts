import { parentPort } from 'node:worker_threads'
import { type ArchiveQuestion, readArchive } from '@hookwright/backend/read-archive'
import { createIds } from './effects/create-ids.ts'

const newId = createIds(Date.now)

const port = parentPort
if (port !== null) {
  // As JSON, which is faster than a structured clone.
  port.on('message', (question: ArchiveQuestion) =>
    port.postMessage(JSON.stringify(readArchive(question, newId)))
  )
}
