import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBodyThread } from './effects/body-thread.ts'
import { thisMachine } from './effects/machine.ts'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const openThread = (script: (folder: string) => string, timeLimit?: number) => {
  const temp = makeTempFolder()
  const thread = openBodyThread({
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

const ownScript = (source: string) => (folder: string) => {
  const script = join(folder, 'thread.mjs')
  writeFileSync(script, `import { parentPort } from 'node:worker_threads'\n${source}`)
  return script
}

const body = (text: string) => ({ id: 'd1', contentType: 'application/xml', body: Buffer.from(text) })

// review: security H1
test('a body parsed on the thread equals the same body parsed in the main process', async () => {
  const thread = openThread(folder => sourceThread(folder, 'body-thread'), 30_000)
  const [xml, text, json] = await Promise.all([
    thread.parse(body('<a><b n="1">x</b></a>')),
    thread.parse(body('<a>')),
    thread.parse({
      id: 'd1',
      contentType: 'application/json',
      body: Buffer.from('{"n":12345678901234567890}')
    })
  ])
  expect(xml).toEqual({ value: { a: { b: { '@n': '1', '#text': 'x' } } }, keptAsText: null })
  expect(text).toEqual({ value: '<a>', keptAsText: expect.stringContaining('not valid XML') })
  expect(json).toEqual({ value: { n: '12345678901234567890' }, keptAsText: null })
})

// review: security H1
test('a body that is not parsed in time is kept as text, and the next one gets another thread', async () => {
  const thread = openThread(
    ownScript(`parentPort.on('message', ({ body }) => {
      if (body.length > 1) for (;;);
      parentPort.postMessage({ is: 'text', text: 'parsed', keptAsText: null })
    })`),
    1_000
  )
  const slow = thread.parse(body('<slow/>'))
  const fast = thread.parse(body('x'))
  expect(await slow).toEqual({ value: '<slow/>', keptAsText: expect.stringContaining('1 seconds') })
  expect(await fast).toEqual({ value: 'parsed', keptAsText: null })
})

test('a thread that ends leaves its body as text', async () => {
  const thread = openThread(ownScript(`parentPort.on('message', () => { throw new Error('ended') })`))
  expect(await thread.parse(body('<a/>'))).toEqual({ value: '<a/>', keptAsText: expect.any(String) })
})
