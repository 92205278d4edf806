import { expect, it } from 'vitest'
import { createConnections, execute } from './connections.ts'
import { openCuttingProxy } from './testing/cut-connections.ts'
import { reuseDatabase } from './testing/test-database.ts'

it('a statement fails in time after the server has vanished, and the next one gets a new connection', async () => {
  const proxy = await openCuttingProxy(await reuseDatabase())
  const connections = createConnections(proxy.url, 1)
  const ask = (patience: number) =>
    connections.withOne(async client => (await execute(client, 'select 1 as one')).rows, patience)
  expect(await ask(5_000)).toEqual([{ one: 1 }])
  proxy.mute()
  await expect(ask(30)).rejects.toMatchObject({ code: 'storage.failed' })
  expect(await ask(5_000)).toEqual([{ one: 1 }])
  await connections.close()
  await proxy.close()
})
