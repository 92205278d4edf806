import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDatabase } from '../file/open-database.ts'
import { temporaryFolder } from '../testing.ts'
import { createCheckpoints } from './checkpoints.ts'
import type { FromCheckpointThread } from './run-checkpoints.ts'

/** Checkpoints of a log so long, by a thread that leaves a file where it was asked, and may say something then. */
const stand = (length: number, says?: FromCheckpointThread) => {
  const folder = temporaryFolder()
  const asked = join(folder, 'asked')
  const script = join(folder, 'thread.mjs')
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs'
     import { parentPort } from 'node:worker_threads'
     parentPort.on('message', told => {
       if (told === 'checkpoint') {
         writeFileSync(${JSON.stringify(asked)}, '')
         ${says === undefined ? '' : `parentPort.postMessage('${says}')`}
       }
       if (told === 'close') parentPort.close()
     })`
  )
  const path = join(folder, 'hookwright.db')
  const db = openDatabase(path)
  const state = { isWhole: true }
  const hasFailed = vi.fn()
  const log = {
    isWhole: () => state.isWhole,
    pages: () => ({ busy: 0, log: length, checkpointed: 0 }),
    hasFailed
  }
  const checkpoints = createCheckpoints({ db, path, log, script })
  onTestFinished(async () => {
    await checkpoints.close()
    db.close()
  })
  return { checkpoints, log, state, hasFailed, isAsked: () => existsSync(asked) }
}

test('a long log is brought in, a short one is not', async () => {
  const [short, long] = [stand(1_199), stand(1_200)]
  short.checkpoints.look()
  long.checkpoints.look()
  await expect.poll(long.isAsked, { timeout: 60_000 }).toBe(true)
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

test.each<[FromCheckpointThread, number]>([
  ['failed', 1],
  ['held', 0],
  ['nearly done', 0]
])('a thread that says "%s" has the log told %i times that a sync failed', async (says, times) => {
  const { checkpoints, hasFailed, isAsked } = stand(1_200, says)
  checkpoints.look()
  await expect.poll(isAsked, { timeout: 60_000 }).toBe(true)
  await checkpoints.close()
  expect(hasFailed).toHaveBeenCalledTimes(times)
})

test('a last piece that fails has the log told so', async () => {
  const { checkpoints, log, hasFailed } = stand(1_200)
  vi.spyOn(log, 'pages').mockImplementation(() => {
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
  })
  checkpoints.look()
  expect(hasFailed).toHaveBeenCalledOnce()
})
