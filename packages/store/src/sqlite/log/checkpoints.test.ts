import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDatabase } from '../file/open-database.ts'
import { temporaryFolder } from '../testing.ts'
import { createCheckpoints } from './checkpoints.ts'
import type { FromCheckpointThread } from './run-checkpoints.ts'

/**
 * Creates checkpoints for a log of the given length, with a simulated thread. When a checkpoint is requested,
 * that thread creates a file and replies with `says`, if given.
 */
const stand = (length: number, says?: FromCheckpointThread | 'is away') => {
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
         ${says === undefined || says === 'is away' ? '' : `parentPort.postMessage('${says}')`}
       }
       if (told === 'close') parentPort.close()
     })`
  )
  const path = join(folder, 'hookwright.db')
  const db = openDatabase(path)
  const state = { isSound: true }
  const fail = vi.fn()
  const log = {
    isSound: () => state.isSound,
    pages: () => ({ busy: 0, log: length, checkpointed: 0 }),
    fail
  }
  const checkpoints = createCheckpoints({ db, path, log, ...(says === 'is away' ? {} : { script }) })
  onTestFinished(async () => {
    await checkpoints.close()
    db.close()
  })
  return { db, path, checkpoints, log, state, fail, isAsked: () => existsSync(asked) }
}

test('a long log is checkpointed, a short one is not', async () => {
  const [short, long] = [stand(2_999), stand(3_000)]
  short.checkpoints.look()
  long.checkpoints.look()
  await expect.poll(long.isAsked, { timeout: 60_000 }).toBe(true)
  await short.checkpoints.close()
  expect(short.isAsked()).toBe(false)
})

test('no log is checkpointed after a failed sync, or after the file was closed', async () => {
  const { checkpoints, state, isAsked } = stand(3_000)
  state.isSound = false
  checkpoints.look()
  // What a thread was told before it is closed it still does.
  await checkpoints.close()
  expect(isAsked()).toBe(false)
  state.isSound = true
  checkpoints.look()
  await checkpoints.close()
  expect(isAsked()).toBe(false)
})

test.each<[FromCheckpointThread, number]>([
  ['unsynced', 1],
  ['failed', 0],
  ['held', 0],
  ['nearly done', 0]
])('a thread that reports "%s" notifies the log %i times of a failed sync', async (says, times) => {
  const { checkpoints, fail, isAsked } = stand(3_000, says)
  checkpoints.look()
  await expect.poll(isAsked, { timeout: 60_000 }).toBe(true)
  await checkpoints.close()
  expect(fail).toHaveBeenCalledTimes(times)
})

test.each([
  ['SQLITE_IOERR_FSYNC', 1],
  ['SQLITE_IOERR_WRITE', 0]
])('a last checkpoint that fails with %s notifies the log %i times of a failed sync', (code, times) => {
  const { checkpoints, log, fail } = stand(3_000)
  vi.spyOn(log, 'pages').mockImplementation(() => {
    throw new Database.SqliteError('disk I/O error', code)
  })
  checkpoints.look()
  expect(fail).toHaveBeenCalledTimes(times)
})

test.each([
  ['without a thread', 'is away' as const, 2_000],
  ['with a thread that does not come to an end', undefined, 6_000]
])('%s a very long log is checkpointed by the connection itself', (_, says, length) => {
  const { db, path, checkpoints, log } = stand(length, says)
  db.exec('create table kept (what blob); insert into kept values (randomblob(100000))')
  const before = statSync(path).size
  vi.spyOn(log, 'pages').mockReturnValueOnce({ busy: 0, log: length - 1, checkpointed: 0 })
  checkpoints.look()
  expect(statSync(path).size).toBe(before)
  checkpoints.look()
  expect(statSync(path).size).toBeGreaterThan(before + 100_000)
})
