import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { thisMachine } from './effects/machine.ts'
import { openOpenApiThread } from './effects/openapi-thread.ts'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const openThread = (script: (folder: string) => string, timeLimit?: number) => {
  const temp = makeTempFolder()
  const thread = openOpenApiThread({
    script: script(temp.folder),
    after: thisMachine.after,
    ...(timeLimit === undefined ? {} : { timeLimit })
  })
  onTestFinished(async () => {
    await thread.close()
    temp.remove()
  })
  return thread
}

const bodyOf = (document: object): Uint8Array => Buffer.from(JSON.stringify(document))

const choice = {
  operations: [{ document: 0, key: 'GET /people' }],
  events: [],
  registration: null,
  schemes: [],
  baseUrl: ''
}

test('a document is read, validated, converted and dropped on the thread', async () => {
  const thread = openThread(folder => sourceThread(folder, 'openapi-thread'))
  const document = { openapi: '3.1.0', info: { title: 'Acme' }, paths: { '/people': { get: {} } } }
  const outline = JSON.parse((await thread.read('d1', 'acme.json', bodyOf(document))).outline)
  expect(outline.operations).toMatchObject([{ key: 'GET /people' }])
  expect(outline.notes).toMatchObject([{ place: 'validation', reason: expect.stringContaining('version') }])
  const request = { documents: ['d1'], choice, connectorBase: null, takenNames: [] }
  expect((await thread.convert(request)).flows).toMatchObject([{ name: 'Get people' }])
  thread.drop(['d1'])
  await expect(thread.convert(request)).rejects.toMatchObject({ code: 'openapi.document-gone' })
  await expect(thread.read('d2', 'x', Buffer.from('{'))).rejects.toMatchObject({ code: 'openapi.unreadable' })
}, 60_000)

test('a thread without its script refuses a document without blaming its size', async () => {
  const thread = openThread(folder => join(folder, 'missing.mjs'))
  await expect(thread.read('d1', 'acme.json', Buffer.from('{}'))).rejects.toMatchObject({
    code: 'openapi.unreadable',
    message: expect.not.stringContaining('memory')
  })
}, 60_000)

test('a document that is not read in time is refused, and its thread ends', async () => {
  const thread = openThread(folder => {
    const script = join(folder, 'thread.mjs')
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ act }) => {
         if (act === 'read') for (;;);
         parentPort.postMessage({ ok: false, code: 'openapi.document-gone', details: {} })
       })`
    )
    return script
  }, 1_000)
  const slow = thread.read('d1', 'slow.json', Buffer.from('{}'))
  const next = thread.convert({ documents: ['d1'], choice, connectorBase: null, takenNames: [] })
  await expect(slow).rejects.toMatchObject({
    code: 'openapi.unreadable',
    message: expect.stringContaining('within 1 seconds')
  })
  await expect(next).rejects.toMatchObject({ code: 'openapi.document-gone' })
})
