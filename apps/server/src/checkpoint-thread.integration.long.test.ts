import { randomUUID } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noAuthentication, plainBranding } from '@hookwright/model'
import { openSqliteStore } from '@hookwright/store/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const MB = 1024 * 1024

const openThreaded = async (script: (folder: string) => string) => {
  const temp = makeTempFolder()
  const { folder } = temp
  const store = await openSqliteStore({ folder, checkpointThread: script(folder) })
  onTestFinished(async () => {
    await store.close()
    temp.remove()
  })
  const size = (name: string) => statSync(join(folder, name)).size
  /** Writes this number of bytes to the database. Yields between writes, so that the thread can report. */
  const write = async (bytes: number) => {
    for (let written = 0; written < bytes; written += MB / 2) {
      const id = randomUUID()
      await store.connectors.add({
        id,
        key: `acme-hr_${id}`,
        name: `Acme ${id}`,
        description: 'x'.repeat(MB / 2),
        authentication: noAuthentication,
        branding: plainBranding,
        createdAt: 1_000,
        deletedAt: null
      })
      await new Promise(setImmediate)
    }
  }
  return { store, file: () => size('hookwright.db'), log: () => size('hookwright.db-wal'), write }
}

test('the thread copies the log into the database file while the server writes, and the log starts over', async () => {
  const { file, log, write } = await openThreaded(folder => sourceThread(folder, 'checkpoint-thread'))
  const writeOn = async () => {
    await write(MB / 2)
    return file()
  }
  // It takes a while to come up.
  await expect.poll(writeOn, { interval: 200, timeout: 55_000 }).toBeGreaterThan(8 * MB)
  await expect.poll(writeOn, { interval: 10, timeout: 55_000 }).toBeGreaterThan(100 * MB)
  // By itself SQLite begins it again at 47 MB.
  expect(log()).toBeLessThan(46 * MB)
})

test('when the thread breaks, the next commit that finds a long log does the checkpoint', async () => {
  const { store, file, write } = await openThreaded(folder => {
    const script = join(folder, 'broken.mjs')
    writeFileSync(script, `throw new Error('It broke.')`)
    return script
  })
  await write(60 * MB)
  expect(file()).toBeGreaterThan(40 * MB)
  expect(await store.connectors.list()).toHaveLength(120)
})
