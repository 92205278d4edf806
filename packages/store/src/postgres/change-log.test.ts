import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change } from '../store.ts'
import { type ChangeLog, openChangeLog } from './change-log.ts'
import { type Connections, createConnections } from './connections.ts'
import { committedMigrations, migrateDatabase } from './migrate.ts'
import { type CuttingProxy, openCuttingProxy } from './testing/cut-connections.ts'
import { reuseDatabase } from './testing/test-database.ts'
import { BEGIN, transact } from './transaction.ts'

/** Connections of two simulated processes. The second process uses a proxy to the database. */
let connections: [Connections, Connections]
let logs: [ChangeLog, ChangeLog]
let proxy: CuttingProxy
let heard: (Change | null)[][]
beforeEach(async () => {
  const url = await reuseDatabase()
  proxy = await openCuttingProxy(url)
  connections = [createConnections(url, 2), createConnections(proxy.url, 2)]
  await connections[0].withOne(client => migrateDatabase(client, committedMigrations()))
  logs = [
    await openChangeLog({ process: randomUUID(), url, connections: connections[0] }),
    await openChangeLog({ process: randomUUID(), url: proxy.url, connections: connections[1] })
  ]
  heard = [[], []]
  for (const [at, log] of logs.entries()) log.listen(change => heard[at]?.push(change))
})
afterEach(async () => {
  for (const log of logs) await log.close()
  for (const { close } of connections) await close()
  await proxy.close()
})

const change = (id: string): Change => ({ topic: 'flows', ids: [id], of: [] })

/** Commits a transaction that adds changes. */
const commit = async (...changes: Change[]): Promise<void> => {
  await transact(connections[0], BEGIN, client => logs[0].add(client, changes))
  logs[0].hint()
}

describe('the log of changes', () => {
  it('notifies other processes of a commit, and not its own', async () => {
    await commit(change('a'), change('b'))
    await expect.poll(() => heard[1]).toEqual([change('a'), change('b')])
    expect(heard[0]).toEqual([])
  })

  it('does not report changes that were rolled back', async () => {
    const failing = transact(connections[0], BEGIN, async client => {
      await logs[0].add(client, [change('a')])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await commit(change('b'))
    await expect.poll(() => heard[1]).toEqual([change('b')])
  })

  it('is read at the next poll if a notification is missing', async () => {
    await transact(connections[0], BEGIN, client => logs[0].add(client, [change('a')]))
    await expect.poll(() => heard[1]).toEqual([change('a')])
  })

  it('lists changes in the order of the commits, whichever transaction begins first', async () => {
    let goOn = (): void => {}
    const held = new Promise<void>(resolve => {
      goOn = resolve
    })
    const late = transact(connections[0], BEGIN, async client => {
      await held
      await logs[0].add(client, [change('late')])
    })
    await commit(change('early'))
    await expect.poll(() => heard[1]).toEqual([change('early')])
    goOn()
    await late
    await expect.poll(() => heard[1]).toEqual([change('early'), change('late')])
  })

  it('groups changes of deliveries by their flow', async () => {
    const of = (id: string, subscription: string): Change => ({
      topic: 'deliveries',
      ids: [id],
      of: [subscription]
    })
    logs[0].addLater([of('1', 's'), of('2', 's')])
    logs[0].addLater([of('3', 't')])
    await expect.poll(() => heard[1]).toEqual([{ topic: 'deliveries', ids: [], of: ['s', 't'] }])
  })

  it('reports that any data may have changed after a lost connection', async () => {
    proxy.cutAt('change_log where id', 'before')
    await expect.poll(() => heard[1]).toEqual([null])
    await commit(change('a'))
    await expect.poll(() => heard[1]).toEqual([null, change('a')])
  })

  it('calls the other listeners when one throws', async () => {
    const failed = vi.fn()
    const url = await reuseDatabase()
    const log = await openChangeLog({ process: randomUUID(), url, connections: connections[0], failed })
    const listener = vi.fn()
    log.listen(() => {
      throw new Error('no')
    })
    log.listen(listener)
    await transact(connections[1], BEGIN, client => logs[1].add(client, [change('a')]))
    await expect.poll(() => listener.mock.calls).toEqual([[change('a')]])
    expect(failed).toHaveBeenCalledTimes(1)
    await log.close()
  })
})
