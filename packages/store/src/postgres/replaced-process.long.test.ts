import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { newId, sampleRun, turnOn } from '../suite/samples.ts'
import { createConnections, query } from './connections.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { reuseDatabase } from './testing/test-database.ts'
import { LOCKS } from './transaction.ts'

/**
 * Heartbeat interval and timeout of a living process, in milliseconds. With `silent`, a process sends no
 * heartbeats and soon counts as dead.
 */
const alive = { beat: 50, gone: 1_000 }
const silent = { beat: 1_000_000, gone: 1_000 }
const patience = { timeout: 20_000 }

describe('a process that others have replaced', { timeout: 60_000 }, () => {
  let url: string
  let stores: Store[]
  beforeEach(async () => {
    url = await reuseDatabase()
    stores = []
  })
  afterEach(async () => {
    for (const store of stores) await store.close()
  })

  const open = async (processTimes: typeof alive, replaced?: () => void): Promise<Store> => {
    const store = await openPostgresStore({ url, poolSize: 4, processTimes, ...(replaced && { replaced }) })
    stores.push(store)
    return store
  }

  // review: one-process 1.3
  it('records no effect of a registration, and ends no attempt, that others may have taken up', async () => {
    const stalled = await open(silent)
    const { id, flowId } = await turnOn(stalled)
    const run = sampleRun(flowId, { kind: 'registration', status: { is: 'running' }, finishedAt: null })
    await stalled.runs.intend(run, { key: 'first', safe: false, draws: [] })
    expect(await stalled.acts.claim(id)).toBe(true)
    const other = await open(alive)
    await expect.poll(() => other.acts.claim(id), patience).toBe(true)

    const refused = { code: 'storage.failed', message: expect.stringContaining('others have replaced it') }
    await expect(stalled.runs.intend(run, { key: 'second', safe: false, draws: [] })).rejects.toMatchObject(
      refused
    )
    await expect(stalled.subscriptions.pause(id, true, 5_000)).rejects.toMatchObject(refused)
    expect([...(await other.runs.journalOf(run.id)).keys()]).toEqual(['first'])
    expect(await other.subscriptions.pause(id, true, 6_000)).toBeTruthy()
  })

  it('is none whose effect is being recorded, which keeps it from no sign of life', async () => {
    const connections = createConnections(url, 2)
    const ask = (text: string) => connections.withOne(client => query(client, text, []))
    const prepare = async (store: Store) => {
      const { id, flowId } = await turnOn(store)
      const run = sampleRun(flowId, { kind: 'registration', status: { is: 'running' }, finishedAt: null })
      await store.runs.intend(run, { key: 'first', safe: false, draws: [] })
      expect(await store.acts.claim(id)).toBe(true)
      return { id, intend: () => store.runs.intend(run, { key: 'second', safe: false, draws: [] }) }
    }
    try {
      const ofStalled = await prepare(await open(silent))
      const other = await open({ beat: 50, gone: 4_000 })
      const ofOther = await prepare(other)
      const seenAt = async (): Promise<number> =>
        (await other.processes.list()).find(({ isThis }) => isThis)?.seenAt ?? 0
      const intending = await connections.withOne(async client => {
        await query(client, 'begin', [])
        await query(client, 'lock table journal in share mode', [])
        const begun = [ofStalled.intend(), ofOther.intend()]
        const before = await seenAt()
        await expect.poll(seenAt, patience).toBeGreaterThan(before + 5 * alive.beat)
        const replacing = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%update processes p%'`
        await expect.poll(() => ask(replacing), patience).toMatchObject({ rowCount: 1 })
        const replaced = await ask('select 1 from processes where seen_at < 0')
        expect(replaced.rowCount).toBe(0)
        await query(client, 'rollback', [])
        return begun
      })
      await Promise.all(intending)
      await expect.poll(() => other.acts.claim(ofStalled.id), patience).toBe(true)
    } finally {
      await connections.close()
    }
  })

  it('is none that was heard before the clock of the database was set forward', async () => {
    const replaced: string[] = []
    const late = await open({ beat: 2_000, gone: 4_000 }, () => replaced.push('late'))
    const other = await open({ beat: 200, gone: 4_000 }, () => replaced.push('other'))
    const seenAt = async (): Promise<number> =>
      (await late.processes.list()).find(({ isThis }) => isThis)?.seenAt ?? 0
    /** Counts how often the other process has looked for dead processes. */
    let looks = 0
    other.processes.onGone(async () => {
      looks += 1
      return false
    })
    await expect.poll(() => looks, patience).toBeGreaterThan(0)
    const connections = createConnections(url, 1)
    try {
      // Repeated when a busy machine lets the other one look only after the next sign of life of the late one.
      for (let seenSince = true; seenSince; ) {
        const before = await seenAt()
        await expect.poll(seenAt, patience).not.toBe(before)
        const heard = await seenAt()
        // What a clock that is set forward makes of its last sign of life.
        await connections.withOne(client =>
          query(client, 'update processes set seen_at = seen_at - 20000', [])
        )
        const looked = looks
        // One may be under way already.
        await expect.poll(() => looks, patience).toBeGreaterThan(looked + 1)
        const after = await seenAt()
        expect(after).toBeGreaterThan(0)
        seenSince = after > heard
      }
      const before = await seenAt()
      await expect.poll(seenAt, patience).toBeGreaterThan(before)
    } finally {
      await connections.close()
    }
    expect(replaced).toEqual([])
  })

  it('is none that is still closing: its last writes are stored', async () => {
    const [closing, other] = [await open(alive), await open(alive)]
    const { id } = await turnOn(closing)
    other.processes.onGone(async () => true)
    const connections = createConnections(url, 1)
    const beats = async (): Promise<number> =>
      (await other.processes.list()).find(({ isThis }) => isThis)?.seenAt ?? 0
    try {
      const { paused, closed } = await connections.withOne(async client => {
        await query(client, `select pg_advisory_lock(${LOCKS.write})`, [])
        const before = await beats()
        const paused = closing.subscriptions.pause(id, true, 5_000)
        stores.splice(stores.indexOf(closing), 1)
        const closed = closing.close()
        // Longer than others need to take up what a process has left.
        await expect.poll(beats, patience).toBeGreaterThan(before + 2 * alive.gone)
        await query(client, `select pg_advisory_unlock(${LOCKS.write})`, [])
        return { paused, closed }
      })
      expect(await paused).toBeTruthy()
      await closed
    } finally {
      await connections.close()
    }
  })

  it('is told so by its next sign of life', async () => {
    let isReplaced = false
    await open(alive, () => {
      isReplaced = true
    })
    const connections = createConnections(url, 1)
    try {
      const mark = 'update processes set seen_at = -1 returning id'
      expect((await connections.withOne(client => query(client, mark, []))).rows).toHaveLength(1)
    } finally {
      await connections.close()
    }
    await expect.poll(() => isReplaced, patience).toBe(true)
  })

  it('is nobody who is heard in time, or who has left', async () => {
    const replaced: string[] = []
    const one = await open(alive, () => replaced.push('one'))
    const other = await open(alive, () => replaced.push('other'))
    const leaving = await open(alive, () => replaced.push('leaving'))
    await leaving.close()
    stores.splice(stores.indexOf(leaving), 1)
    await expect
      .poll(async () => (await one.processes.list()).filter(each => each.isAlive).length, patience)
      .toBe(2)
    expect(await other.acts.claim(newId())).toBe(true)
    expect(replaced).toEqual([])
  })
})
