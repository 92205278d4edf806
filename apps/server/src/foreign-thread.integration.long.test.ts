import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { openForeignThread } from './effects/foreign-thread.ts'
import { thisMachine } from './effects/machine.ts'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const openThread = (script: (folder: string) => string, timeLimit?: number) => {
  const temp = makeTempFolder()
  const { after } = thisMachine
  const thread = openForeignThread({
    ...{ script: script(temp.folder), after },
    ...(timeLimit === undefined ? {} : { timeLimit })
  })
  onTestFinished(async () => {
    await thread.close()
    temp.remove()
  })
  return thread
}

const rest = { connectorNames: [], deployed: null, takenNames: [], picked: null, withFlows: true }

/** A flopack of empty flows. */
const flopackOf = (count: number): string => {
  const data = { methods: [], orderings: {}, log: true }
  const flos = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`f${at}`, { id: `f${at}`, name: 'Sync users', data }])
  )
  const file = { type: 'flopack', version: '1.5.0', data: { flos, configs: {}, tables: {} } }
  return gzipSync(JSON.stringify(file)).toString('base64')
}

test('files are converted or refused on the thread, while this one goes on', async () => {
  const thread = openThread(folder => sourceThread(folder, 'foreign-thread'))
  expect(await thread.read({ file: 'bm9uZQ==', ...rest })).toMatchObject({ is: 'refused' })
  expect(await thread.read({ file: flopackOf(1_001), ...rest })).toMatchObject({
    ...{ is: 'refused', why: expect.stringContaining('1,001 flows') }
  })
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  const large = await thread.read({ file: flopackOf(1_000), ...rest })
  clearInterval(timer)
  expect(large).toMatchObject({ is: 'converted', preview: { inFile: 1_000 } })
  expect(turns).toBeGreaterThan(20)
}, 60_000)

test('a file that is not converted in time is refused, and the next one has another thread', async () => {
  const thread = openThread(folder => {
    const script = join(folder, 'thread.mjs')
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ file }) => {
         if (file === 'slow') for (;;);
         parentPort.postMessage(JSON.stringify({ is: 'refused', why: file }))
       })`
    )
    return script
  }, 1_000)
  const [slow, next] = await Promise.all([
    thread.read({ file: 'slow', ...rest }),
    thread.read({ file: 'next', ...rest })
  ])
  expect(slow).toMatchObject({ is: 'refused', why: expect.stringContaining('could not be converted') })
  expect(next).toEqual({ is: 'refused', why: 'next' })
})
