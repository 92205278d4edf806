import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore } from '@hookwright/store/sqlite'
import { expect, test } from 'vitest'
import { openSealer } from './effects/seal.ts'
import { makeNextKey } from './effects/sealing-key.ts'
import { connectApi } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { waitFor } from './testing/wait-for.ts'

// review: security M4

const keyOf = (folder: string): string => readFileSync(join(folder, 'secret.key'), 'utf8')
const isExchanging = (folder: string): boolean => existsSync(join(folder, 'secret.key.next'))

/** Returns how many records are sealed, and how many of them with an older key. */
const sealedIn = async (dataFolder: string): Promise<{ all: number; old: number }> => {
  const store = await openSqliteStore({ folder: dataFolder })
  try {
    const hasSealed = async () => true
    const sealer = await openSealer({
      dataFolder,
      secretKey: null,
      secretKeyFile: null,
      hasSealed,
      randomBytes
    })
    const records = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof store.sealed.page>> = await store.sealed.page(after)
      records.push(...page.records)
      after = page.next
    } while (after !== null)
    return { all: records.length, old: records.filter(({ sealed }) => !sealer.isCurrent(sealed)).length }
  } finally {
    await store.close()
  }
}

const ring = async ({ url }: TestServer, eventUrl: string) =>
  (await overHttp(`${url}${new URL(eventUrl).pathname}`, { method: 'POST', body: '{"ring":1}' })).status

test('a key is exchanged while the server runs: everything is sealed anew, and only the new key is left', async () => {
  const server = await openServer()
  const { eventUrl } = await openDoorbell(server.api)
  const { dataFolder } = server
  const before = keyOf(dataFolder)
  await makeNextKey({ dataFolder, randomBytes })
  await waitFor(
    async () => {
      expect(await ring(server, eventUrl)).toBe(202)
      return isExchanging(dataFolder)
    },
    exchanging => !exchanging
  )
  expect(keyOf(dataFolder)).not.toBe(before)
  expect(await ring(server, eventUrl)).toBe(202)
  await server.close()
  const { all, old } = await sealedIn(dataFolder)
  expect(all).toBeGreaterThan(1)
  expect(old).toBe(0)
  const again = await openServer({ reopened: { dataFolder, cookie: server.cookie } })
  expect(await ring(again, eventUrl)).toBe(202)
  // The cookies are signed with a key made from the sealing key.
  await expect(connectApi(again.url, server.cookie).flows.list.query()).rejects.toThrow()
  await again.close()
})

test('an exchange that a stop interrupted continues after the next start, and nothing is lost in between', async () => {
  const server = await openServer()
  const { eventUrl } = await openDoorbell(server.api)
  const { dataFolder, cookie } = server
  await server.close()
  const before = keyOf(dataFolder)
  await makeNextKey({ dataFolder, randomBytes })
  // It stops before a record was sealed again: both keys open what they have sealed.
  const one = await openServer({ reopened: { dataFolder, cookie } })
  expect(await ring(one, eventUrl)).toBe(202)
  await one.close()
  expect(keyOf(dataFolder)).toBe(before)
  const two = await openServer({ reopened: { dataFolder, cookie } })
  await waitFor(
    () => isExchanging(dataFolder),
    exchanging => !exchanging
  )
  expect(await ring(two, eventUrl)).toBe(202)
  await two.close()
  expect(await sealedIn(dataFolder)).toMatchObject({ old: 0 })
})
