import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAlone } from './alone.ts'
import { type Connections, createConnections } from './connections.ts'
import { reuseDatabase } from './testing/test-database.ts'

describe('exclusive acts', () => {
  let processes: Connections[]
  beforeEach(async () => {
    const url = await reuseDatabase()
    processes = [createConnections(url, 4), createConnections(url, 4)]
  })
  afterEach(async () => {
    for (const { close } of processes) await close()
  })

  it('do not overlap between processes when they have the same key', async () => {
    let underWay = 0
    let most = 0
    const act = async (): Promise<void> => {
      underWay += 1
      most = Math.max(most, underWay)
      await new Promise(resolve => setImmediate(resolve))
      underWay -= 1
    }
    await Promise.all(
      processes.flatMap(connections => {
        const alone = createAlone(connections)
        return Array.from({ length: 3 }, () => alone('token c1', act))
      })
    )
    expect(most).toBe(1)
  })

  it('overlap when they have different keys', async () => {
    const [one, other] = processes.map(createAlone)
    await one?.('token c1', async () => {
      expect(await other?.('token c2', async isShared => isShared)).toBe(true)
    })
  })

  it('release their lock when they throw, and when their process is gone', async () => {
    const [one, other] = processes.map(createAlone)
    await expect(one?.('token c1', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    let goOn = (): void => {}
    const held = one?.('token c1', () => new Promise<void>(resolve => (goOn = resolve)))
    const next = other?.('token c1', async () => 'done')
    await processes[1]?.withOne(client =>
      client.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
          and classid = 1752133484 and database = (select oid from pg_database where datname = current_database())`
      )
    )
    expect(await next).toBe('done')
    goOn()
    await held
  })
})
