import { parentPort } from 'node:worker_threads'
import { createApiDocuments, validateDocument } from '@hookwright/backend/openapi'
import { createIds } from './effects/create-ids.ts'
import { type DocumentAnswer, type DocumentQuestion, refusalOf } from './effects/openapi-messages.ts'

const documents = createApiDocuments({ validate: validateDocument, newId: createIds(Date.now) })

const answer = async (question: DocumentQuestion): Promise<DocumentAnswer> => {
  try {
    switch (question.act) {
      case 'read':
        return { ok: true, result: await documents.read(question.id, question.name, question.body) }
      case 'convert':
        return { ok: true, result: await documents.convert(question) }
      case 'drop':
        documents.drop(question.ids)
        return { ok: true, result: null }
    }
  } catch (thrown) {
    return refusalOf(thrown)
  }
}

const port = parentPort
if (port !== null) {
  port.on('message', async (question: DocumentQuestion) => {
    port.postMessage(await answer(question))
  })
}
