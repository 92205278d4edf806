import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import { openSqliteStore } from '@hookwright/store/sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readEnvironment } from './env.ts'
import { openLog } from './log.ts'
import { startServer } from './start-server.ts'
import { connectApi } from './testing/api-client.ts'
import { variablesFor } from './testing/open-server.ts'
import { becomeAdmin } from './testing/sign-in.ts'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

const historyThread = (folder: string): string => sourceThread(folder, 'history-thread')

const openThreaded = async (script = historyThread) => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-thread-'))
  const store = await openSqliteStore({ folder, historyThread: script(folder) })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { store, folder }
}

test('lists and searches are answered by a thread of their own, until the store is closed', async () => {
  const { store } = await openThreaded()
  store.keepIndexed()
  const nothing = { rows: [], next: null, lookedBackTo: null }
  const sought = [{ text: 'ada@acme.example' }]
  const [list, search, runs, of] = await Promise.all([
    store.deliveries.list({ limit: 9 }),
    store.deliveries.list({ limit: 9, sought }),
    store.runs.list({ limit: 9, sought }),
    store.runs.ofDeliveries([])
  ])
  expect([list, search, runs]).toEqual([nothing, nothing, nothing])
  expect(of).toEqual(new Map())
  await store.close()
  await expect(store.deliveries.list({ limit: 9 })).rejects.toBeInstanceOf(Fault)
})

/**
 * Writes the script of a thread that has nothing left to index. The thread writes a file when it is told to
 * close.
 */
const idleThread = (folder: string): string => {
  const script = join(folder, 'idle.mjs')
  const left = JSON.stringify(join(folder, 'left'))
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs'
     import { parentPort } from 'node:worker_threads'
     parentPort.on('message', told => {
       if ('keep' in told) for (let times = 0; times < 9; times += 1) parentPort.postMessage({ caughtUp: true })
       if ('id' in told) parentPort.postMessage({ id: told.id, answer: { rows: [], next: null } })
       if ('close' in told) {
         writeFileSync(${left}, '')
         process.exit()
       }
     })`
  )
  return script
}

test('a thread that has nothing to do is let go, and the next question starts another', async () => {
  const { store, folder } = await openThreaded(idleThread)
  store.keepIndexed()
  await vi.waitFor(() => expect(existsSync(join(folder, 'left'))).toBe(true), { timeout: 60_000 })
  rmSync(join(folder, 'left'))
  expect((await store.deliveries.list({ limit: 9 })).rows).toEqual([])
  expect(existsSync(join(folder, 'left'))).toBe(false)
})

/** Writes the script of a thread that never answers. Each start of the thread adds a word to a file. */
const countedThread = (folder: string): string => {
  const script = join(folder, 'counted.mjs')
  writeFileSync(
    script,
    `import { appendFileSync } from 'node:fs'
     import { parentPort } from 'node:worker_threads'
     parentPort.on('message', told => 'close' in told && process.exit())
     appendFileSync(${JSON.stringify(join(folder, 'up'))}, 'up ')`
  )
  return script
}

test('where lists are expected the thread comes up before the first is asked for, and once', async () => {
  const { store, folder } = await openThreaded(countedThread)
  store.expectLists()
  store.expectLists()
  await vi.waitFor(() => expect(existsSync(join(folder, 'up'))).toBe(true), { timeout: 60_000 })
  store.expectLists()
  await store.close()
  store.expectLists()
  expect(readFileSync(join(folder, 'up'), 'utf8')).toBe('up ')
})

test('the server starts the thread for lists at the first request of a signed-in member, and for nobody else', async () => {
  const temp = makeTempFolder()
  const expectLists = vi.fn()
  const server = await startServer({
    environment: readEnvironment(variablesFor(temp.folder)),
    log: openLog({ level: 'silent' }),
    aroundStore: store => ({ ...store, expectLists })
  })
  onTestFinished(async () => {
    await server.close()
    temp.remove()
  })
  for (const stranger of [null, 'hookwright_session=made-up'])
    await expect(connectApi(server.url, stranger).people.me.query()).rejects.toThrow()
  expect(expectLists).not.toHaveBeenCalled()
  const api = connectApi(server.url, await becomeAdmin((await server.firstAdminLink()) ?? ''))
  await api.people.me.query()
  expect(expectLists).toHaveBeenCalledOnce()
})

test('a broken thread fails only the questions it was asked', async () => {
  const { store } = await openThreaded(folder => {
    const script = join(folder, 'broken.mjs')
    writeFileSync(script, `throw new Error('It broke.')`)
    return script
  })
  for (let times = 0; times < 2; times += 1) {
    await expect(store.deliveries.list({ limit: 9 })).rejects.toMatchObject({
      code: 'storage.failed',
      message: expect.stringContaining('It broke.')
    })
  }
  expect(await store.flows.names({ ownerId: null, limit: 9 })).toEqual([])
})
