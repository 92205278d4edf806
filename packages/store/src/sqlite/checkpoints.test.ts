import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCheckpoints } from './checkpoints.ts'
import { openDatabase } from './open-database.ts'
import { temporaryFolder } from './testing.ts'

/** Checkpoints of a log so long, by a thread that leaves a file where it was asked, and ends. */
const stand = (length: number) => {
  const folder = temporaryFolder()
  const asked = join(folder, 'asked')
  const script = join(folder, 'thread.mjs')
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs'
     import { parentPort } from 'node:worker_threads'
     parentPort.on('message', told => {
       if (told === 'checkpoint') writeFileSync(${JSON.stringify(asked)}, '')
       if (told === 'close') parentPort.close()
     })`
  )
  const path = join(folder, 'hookwright.db')
  const db = openDatabase(path)
  const state = { isWhole: true }
  const log = { isWhole: () => state.isWhole, pages: () => ({ busy: 0, log: length, checkpointed: 0 }) }
  const checkpoints = createCheckpoints({ db, path, log, script })
  onTestFinished(async () => {
    await checkpoints.close()
    db.close()
  })
  return { checkpoints, state, isAsked: () => existsSync(asked) }
}

test('a long log is brought in, a short one is not', async () => {
  const [short, long] = [stand(1_199), stand(1_200)]
  short.checkpoints.look()
  long.checkpoints.look()
  await expect.poll(long.isAsked, { timeout: 10_000 }).toBe(true)
  await short.checkpoints.close()
  expect(short.isAsked()).toBe(false)
})

test('nothing of a log with a gap is brought in until it is whole, and nothing once it is closed', async () => {
  const { checkpoints, state, isAsked } = stand(1_200)
  state.isWhole = false
  checkpoints.look()
  // What a thread was told before it is closed it still does.
  await checkpoints.close()
  expect(isAsked()).toBe(false)
  state.isWhole = true
  checkpoints.look()
  await checkpoints.close()
  expect(isAsked()).toBe(false)
})
