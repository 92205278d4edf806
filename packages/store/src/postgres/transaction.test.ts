import type { ClientBase } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Connections, createConnections, execute } from './connections.ts'
import { send } from './sent.ts'
import { type CuttingProxy, openCuttingProxy } from './testing/cut-connections.ts'
import { makeDatabase } from './testing/test-database.ts'
import { BEGIN, type Proof, transact } from './transaction.ts'

const database = makeDatabase()
let proxy: CuttingProxy
let connections: Connections
beforeEach(async () => {
  proxy = await openCuttingProxy(await database)
  connections = createConnections(proxy.url, 2)
  await connections.withOne(client =>
    execute(
      client,
      'drop table if exists kept; create table kept (name text primary key deferrable initially deferred)'
    )
  )
})
afterEach(async () => {
  await connections.close()
  await proxy.close()
})

const keep = (name: string, begin = BEGIN): Promise<string> =>
  transact(connections, begin, async client => {
    await execute(client, `insert into kept values ('${name}')`)
    return name
  })

const kept = () =>
  connections.withOne(async client =>
    (await execute(client, 'select name from kept')).rows.map(row => row.name)
  )

describe('a transaction whose connection is lost during the commit', () => {
  it('counts as done if the server has committed it', async () => {
    proxy.cutAt('commit', 'after')
    expect(await keep('Ada')).toBe('Ada')
    expect(await kept()).toEqual(['Ada'])
  })

  it('throws if the server has not committed it', async () => {
    proxy.cutAt('commit', 'before')
    await expect(keep('Ada')).rejects.toMatchObject({ code: 'storage.failed' })
    expect(await kept()).toEqual([])
  })

  it('throws if its number belongs to another transaction, which was committed', async () => {
    const xid = await connections.withOne(async client => {
      await execute(client, 'begin')
      const { rows } = await execute(client, 'select pg_current_xact_id()::text as xid')
      await execute(client, 'commit')
      return rows[0]?.xid
    })
    proxy.cutAt('commit', 'before')
    const prove: Proof = async client => {
      const { rowCount } = await execute(client, `select 1 from kept where name = 'Ada'`)
      return rowCount === 1
    }
    const kept = transact(
      connections,
      `begin; select '${xid}' as xid`,
      client => execute(client, `insert into kept values ('Ada')`),
      () => prove
    )
    await expect(kept).rejects.toMatchObject({ code: 'storage.failed' })
  })

  it('throws without a query if it has no number to look up', async () => {
    proxy.cutAt('commit', 'after')
    await expect(keep('Ada', 'begin')).rejects.toMatchObject({ code: 'storage.failed' })
  })
})

it('a commit that the server refuses is not looked up, and changes nothing', async () => {
  await keep('Ada')
  await expect(keep('Ada')).rejects.toMatchObject({ code: 'storage.failed', cause: { code: '23505' } })
  expect(await kept()).toEqual(['Ada'])
})

it('a transaction that lost its connection before the commit throws, and the next one works', async () => {
  proxy.cutAt('insert', 'before')
  await expect(keep('Ada')).rejects.toMatchObject({ code: 'storage.failed' })
  expect(await keep('Bob')).toBe('Bob')
  expect(await kept()).toEqual(['Bob'])
})

describe('a statement that was sent without waiting', () => {
  const sendWrong = (client: ClientBase) => send(client, [execute(client, 'insert into kept values (null)')])
  const refused = { code: 'storage.failed', cause: { code: '23502' } }

  it('rolls back its transaction when it fails, which throws its error', async () => {
    const written = transact(connections, BEGIN, async client => {
      await execute(client, `insert into kept values ('Ada')`)
      sendWrong(client)
    })
    await expect(written).rejects.toMatchObject(refused)
    expect(await kept()).toEqual([])
    expect(await keep('Bob')).toBe('Bob')
  })

  it('is the cause when a later statement fails', async () => {
    const written = transact(connections, BEGIN, async client => {
      sendWrong(client)
      await execute(client, `insert into kept values ('Ada')`)
    })
    await expect(written).rejects.toMatchObject(refused)
  })

  it('rolls back its transaction even if it never reaches the server', async () => {
    const written = transact(connections, BEGIN, async client => {
      await execute(client, `insert into kept values ('Ada')`)
      send(client, [Promise.reject(new Error('It has a value that is none.'))])
    })
    await expect(written).rejects.toThrow('It has a value that is none.')
    expect(await kept()).toEqual([])
  })
})
