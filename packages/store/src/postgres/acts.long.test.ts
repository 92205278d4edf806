import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../suite/samples.ts'
import { type Acts, openActs } from './acts.ts'
import { type ChangeLog, openChangeLog } from './change-log.ts'
import { type Connections, createConnections, query } from './connections.ts'
import { committedMigrations, migrateDatabase } from './migrate.ts'
import { openProcesses, type Processes } from './processes.ts'
import { reuseDatabase } from './testing/test-database.ts'

const times = { beat: 100, gone: 1_000 }

describe('acts of several processes', { timeout: 60_000 }, () => {
  let url: string
  let connections: Connections
  let logs: ChangeLog[]
  let opened: { close: () => Promise<void> }[]
  beforeEach(async () => {
    url = await reuseDatabase()
    connections = createConnections(url, 4)
    await connections.withOne(client => migrateDatabase(client, committedMigrations()))
    logs = []
    opened = []
  })
  afterEach(async () => {
    for (const { close } of [...opened, ...logs]) await close()
    await connections.close()
  })

  const actCount = async (): Promise<number> =>
    (await connections.withOne(client => query(client, 'select 1 from acts', []))).rows.length

  /** Opens the operation claims of a new process. Without heartbeats, the process soon counts as dead. */
  const open = async (isAlive = true): Promise<Acts & Pick<Processes, 'count' | 'onGone'>> => {
    const process = newId()
    const log = await openChangeLog({ process, url, connections })
    logs.push(log)
    const beats = isAlive ? times : { ...times, beat: 1_000_000 }
    const facts = { name: 'acme', version: '1.0.0', roles: ['web'] }
    const processes = await openProcesses({ process, connections, facts, times: beats })
    const acts = openActs({ processes, connections, log })
    opened.push(acts, processes)
    const { count, onGone } = processes
    const close = async () => {
      await acts.close()
      await processes.close()
    }
    return { ...acts, count, onGone, close }
  }

  it('are claimed by one process until it releases each claim', async () => {
    const [one, other] = [await open(), await open()]
    const id = newId()
    expect([await one.claim(id), await other.claim(id), await one.claim(id)]).toEqual([true, false, true])
    await one.release(id)
    expect(await other.claim(id)).toBe(false)
    await one.release(id)
    expect(await other.claim(id)).toBe(true)
  })

  it('name processes that know how many there are', async () => {
    const one = await open()
    const other = await open()
    await expect.poll(() => one.count(), { timeout: 20_000 }).toBe(2)
    await other.close()
    await expect.poll(() => one.count(), { timeout: 20_000 }).toBe(1)
  })

  it('are claimed by one of two processes at the same time', async () => {
    const [one, other] = [await open(), await open()]
    for (let times = 0; times < 20; times += 1) {
      const id = newId()
      const claims = await Promise.all([one.claim(id), other.claim(id)])
      expect(claims.filter(is => is)).toHaveLength(1)
    }
  })

  it('stay claimed when one claim ends while another begins', async () => {
    const [one, other] = [await open(), await open()]
    const id = newId()
    await one.claim(id)
    await Promise.all([one.claim(id), one.release(id)])
    expect(await other.claim(id)).toBe(false)
  })

  it('are handed to live processes when their own process is gone, and can then be claimed', async () => {
    const [gone, one] = [await open(false), await open()]
    const id = newId()
    await gone.claim(id)
    expect(await one.claim(id)).toBe(false)
    const left: string[] = []
    one.listen({ cancel: () => {}, left: ids => left.push(...ids) })
    await expect.poll(() => left, { timeout: 20_000 }).toContain(id)
    expect(await one.claim(id)).toBe(true)
  })

  it('outside subscriptions are removed with their process, after its work was taken over', async () => {
    const gone = await open(false)
    await gone.claim('probe/one')
    const one = await open()
    expect(await one.claim('probe/one')).toBe(false)
    let mayForget = false
    let calls = 0
    one.onGone(async () => {
      calls += 1
      return mayForget
    })
    await expect.poll(() => calls, { timeout: 20_000 }).toBeGreaterThan(1)
    expect(await actCount()).toBe(1)
    mayForget = true
    await expect.poll(actCount, { timeout: 20_000 }).toBe(0)
    expect(await one.claim('probe/one')).toBe(true)
  })

  it('are cancelled by the process that runs them', async () => {
    const [one, other] = [await open(), await open()]
    const id = newId()
    await one.claim(id)
    const cancelled: string[] = []
    one.listen({ cancel: each => cancelled.push(each), left: () => {} })
    expect(await one.askToCancel(id)).toBe(false)
    expect(await other.askToCancel(id)).toBe(true)
    await expect.poll(() => cancelled).toEqual([id])
    await one.release(id)
    expect(await other.askToCancel(id)).toBe(false)
  })
})
