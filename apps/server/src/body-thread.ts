import { parentPort } from 'node:worker_threads'
import { parseBody } from '@hookwright/backend/parse-body'
import { type BodyQuestion, bodyAnswerOf } from './effects/body-messages.ts'

const port = parentPort
if (port !== null) {
  port.on('message', async (question: BodyQuestion) => {
    port.postMessage(bodyAnswerOf(await parseBody(question)))
  })
}
