import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SECOND } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { thisMachine } from './machine.ts'
import { openQueuedThread } from './queued-thread.ts'

/** Opens a thread that runs this source for each question; without one, its script does not exist. */
const openThread = (source?: string) => {
  const temp = makeTempFolder()
  const script = join(temp.folder, 'thread.mjs')
  if (source !== undefined)
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', question => { ${source} })`
    )
  const thread = openQueuedThread({
    ...{ script, after: thisMachine.after, timeLimit: 60 * SECOND, idle: 60 * SECOND },
    limits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
    pack: (question: string) => ({ message: question }),
    read: (answer: string) => answer
  })
  onTestFinished(async () => {
    await thread.close()
    temp.remove()
  })
  return thread
}

const echoUnless = (act: string): string =>
  `if (question === 'bad') { ${act} } else parentPort.postMessage(question)`

test('a question that takes too much memory ends the thread, and the next one has another', async () => {
  const thread = openThread(echoUnless('const all = []; for (;;) all.push({ all: [...all.slice(0, 1000)] })'))
  const [bad, good] = await Promise.all([thread.ask('bad'), thread.ask('good')])
  expect(bad).toEqual({ is: 'out-of-memory' })
  expect(good).toEqual({ is: 'answer', answer: 'good' })
}, 60_000)

test('an error of the thread is not taken for a lack of memory', async () => {
  const thread = openThread(echoUnless(`throw new Error('broken')`))
  expect(await thread.ask('bad')).toEqual({ is: 'broken' })
  expect(await thread.ask('good')).toEqual({ is: 'answer', answer: 'good' })
  expect(await openThread().ask('good')).toEqual({ is: 'broken' })
}, 60_000)
