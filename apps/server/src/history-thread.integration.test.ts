import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import { openSqliteStore } from '@hookwright/store'
import { expect, onTestFinished, test } from 'vitest'

/** The thread as it runs from its source. */
const sourceThread = (folder: string): string => {
  const script = join(folder, 'history-thread.mjs')
  const source = new URL('./history-thread.ts', import.meta.url).href
  writeFileSync(
    script,
    `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))}
     register()
     await import(${JSON.stringify(source)})`
  )
  return script
}

const openThreaded = async (script = sourceThread) => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-thread-'))
  const store = await openSqliteStore({ folder, historyThread: script(folder) })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return store
}

test('lists and searches are answered by a thread of their own, until the store is closed', async () => {
  const store = await openThreaded()
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

test('a thread that breaks fails what was asked of it, and nothing else', async () => {
  const store = await openThreaded(folder => {
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
  expect(await store.flows.list(null)).toEqual([])
})
