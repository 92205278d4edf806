import type { Id } from '@hookwright/model'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { savedViews } from '../../schema/schema.ts'
import { all, run, type Steps } from '../../statements/steps.ts'
import type { WorkClaim } from '../../store.ts'
import { newId } from '../../suite/samples.ts'
import { createConnections } from '../connections.ts'
import { committedMigrations, migrateDatabase } from '../migrate.ts'
import { createPostgresDatabase } from '../postgres-database.ts'
import { reuseDatabase } from '../testing/test-database.ts'
import { createInsertJobs, moveJobs, type NewJob } from './insert-jobs.ts'
import { openJobs } from './open-jobs.ts'

/** Opens a database with its job queues, as each server process does that shares the database. */
const openProcess = async (url: string) => {
  const connections = createConnections(url, 4)
  await connections.withOne(client => migrateDatabase(client, committedMigrations()))
  const jobs = await openJobs(connections)
  let insert: (jobs: readonly NewJob[]) => Steps<void> = function* () {}
  const database = createPostgresDatabase(connections, createConnections(url, 1), {
    writerOf: tables => {
      insert = createInsertJobs(jobs.boss, tables, { added: () => {}, claimed: () => {} })
      return jobs.writerOf(tables)
    }
  })
  const sharedWork = jobs.share(database)
  return {
    ...{ database, sharedWork, writer: database.jobs },
    insert,
    add: (...added: NewJob[]) => database.write(() => insert(added)),
    finish: (...claims: WorkClaim[]) => database.write(() => database.jobs.finish(claims)),
    claimIds: async (most: number) => (await sharedWork.claim(most)).map(({ id }) => id),
    move: (moved: Pick<NewJob, 'id' | 'delay'>) => connections.withOne(client => moveJobs(client, [moved])),
    close: async () => {
      await jobs.close()
      await database.close()
    }
  }
}

type Process = Awaited<ReturnType<typeof openProcess>>

let created = 0

/** Returns an id that is higher than all ids before, since the ids of a server process are ascending. */
const risingId = (): Id => {
  created += 1
  return `01900000-0000-7000-8000-${created.toString(16).padStart(12, '0')}`
}

const job = (flowId: Id, more: Partial<NewJob> = {}): NewJob => ({
  ...{ kind: 'delivery', id: risingId(), flowId, orderKey: null, atOnce: null },
  ...more
})

/**
 * Makes the claims of a process expire, as if the process had stalled, and lets pg-boss put the jobs back
 * into the queue.
 */
const loseClaims = async (url: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  const boss = new PgBoss({
    connectionString: url,
    supervise: false,
    migrate: false,
    registerInstance: false
  })
  await boss.start()
  await client.query(
    "create temporary table claims as select id, retry_count from pgboss.job where state = 'active'"
  )
  // Repeated, since a heartbeat may come between, or a process supervise at the same time.
  const stall = () =>
    client.query(
      `update pgboss.job set heartbeat_on = now() - interval '1 minute'
         where state = 'active' and (id, retry_count) in (table claims)`
    )
  while ((await stall()).rowCount !== 0) {
    await client.query('update pgboss.queue set monitor_on = null, monitor_claim_on = null')
    await boss.supervise()
  }
  await boss.stop({ graceful: false })
  await client.end()
}

describe('the job queue of several processes', () => {
  let url = ''
  let one: Process
  let other: Process
  const flowId = newId()

  beforeEach(async () => {
    url = await reuseDatabase()
    one = await openProcess(url)
    other = await openProcess(url)
  })
  afterEach(async () => {
    await one.close()
    await other.close()
  })

  const claimOne = async (by: Process): Promise<WorkClaim> => {
    const [claim] = await by.sharedWork.claim(1)
    if (claim === undefined) throw new Error('There is no work to claim.')
    return claim
  }

  const viewNames = () =>
    one.database.list(reading => all(reading.select({ name: savedViews.name }).from(savedViews)))

  const insertView = (by: Process) => {
    const view = { uid: newId(), ownerId: 'ann', list: 'runs' as const, name: 'Any', search: {} }
    return run(by.database.tables.insert(savedViews).values(view))
  }

  it('gets a job in the transaction of its rows, and none if that is rolled back', async () => {
    const undone = one.database.write(function* () {
      yield* one.insert([job(flowId)])
      throw new Error('Undone.')
    })
    await expect(undone).rejects.toThrow('Undone.')
    expect(await one.claimIds(5)).toEqual([])
    const kept = job(flowId)
    await one.add(kept)
    expect(await one.claimIds(5)).toEqual([kept.id])
  })

  it('gets a job once, however often it is added', async () => {
    const again = job(flowId)
    await one.add(again)
    await other.add(again)
    expect(await one.claimIds(5)).toEqual([again.id])
    await one.add(again)
    expect(await other.claimIds(5)).toEqual([])
  })

  it('gives each job to one process', async () => {
    const jobs = Array.from({ length: 40 }, () => job(flowId))
    await one.add(...jobs)
    const claimed = await Promise.all([one, other, one, other].map(each => each.claimIds(10)))
    expect(claimed.flat().toSorted()).toEqual(jobs.map(({ id }) => id).toSorted())
  })

  it('gives jobs in the order they were added, up to a number, and not for flows at their limit', async () => {
    const [busy, idle] = [newId(), newId()]
    const [first, second, third] = [job(busy), job(idle), job(idle)]
    for (const each of [first, second, third]) await one.add(each)
    expect((await one.sharedWork.claim(1, [busy])).map(({ id }) => id)).toEqual([second.id])
    expect(await one.claimIds(1)).toEqual([first.id])
    expect(await one.sharedWork.claim(0)).toEqual([])
    expect(await one.claimIds(5)).toEqual([third.id])
  })

  it('removes a job in the transaction that writes its result', async () => {
    await one.add(job(flowId))
    const claim = await claimOne(one)
    await one.database.write(function* () {
      yield* insertView(one)
      yield* one.writer.finish([claim])
    })
    expect(await viewNames()).toEqual([{ name: 'Any' }])
    await loseClaims(url)
    expect(await other.claimIds(5)).toEqual([])
    // It has ended, so nothing happens.
    await one.sharedWork.settle(claim, 0)
    await one.sharedWork.release([claim])
  })

  it('gives the jobs of a stalled process to others, after which that writes nothing', async () => {
    const taken = job(flowId)
    await one.add(taken)
    const stale = await claimOne(one)
    expect(stale).toMatchObject({
      id: taken.id,
      kind: 'delivery',
      flowId,
      attempt: 0,
      losses: 0,
      holdsOthers: false
    })
    await loseClaims(url)
    const claim = await claimOne(other)
    expect(claim).toMatchObject({ id: taken.id, attempt: 1, losses: 1 })
    for (const end of [
      one.writer.hold([stale]),
      one.writer.finish([stale]),
      one.writer.putBack([{ claim: stale, delay: 0 }])
    ]) {
      const late = one.database.write(function* () {
        yield* insertView(one)
        yield* end
      })
      await expect(late).rejects.toMatchObject({ code: 'run.taken-over' })
    }
    await expect(one.sharedWork.settle(stale, 0)).rejects.toMatchObject({ code: 'run.taken-over' })
    await one.sharedWork.release([stale])
    expect(await viewNames()).toEqual([])
    await other.database.write(() => other.writer.hold([claim]))
    await other.finish(claim)
  })

  it('counts the processes in a row that a job crashed, until one returns or clears it', async () => {
    await one.add(job(flowId))
    await claimOne(one)
    for (const losses of [1, 2, 3]) {
      await loseClaims(url)
      expect(await claimOne(other)).toMatchObject({ losses })
    }
    await loseClaims(url)
    const claim = await claimOne(one)
    expect(claim.losses).toBe(4)
    await one.sharedWork.acquit(claim)
    await loseClaims(url)
    const next = await claimOne(one)
    expect(next.losses).toBe(1)
    await one.sharedWork.release([next])
    expect(await claimOne(one)).toMatchObject({ losses: 0 })
    await loseClaims(url)
    expect(await claimOne(one)).toMatchObject({ losses: 1 })
  })

  it('gives a released job to others at once, without suspicion', async () => {
    await one.add(job(flowId, { orderKey: 'a' }), job(flowId))
    const claims = await one.sharedWork.claim(5)
    expect(claims).toHaveLength(2)
    await one.sharedWork.release(claims)
    const again = await other.sharedWork.claim(5)
    expect(again).toMatchObject([
      { attempt: 1, losses: 0 },
      { attempt: 1, losses: 0 }
    ])
  })

  it('gives only the oldest job of an order key, wherever it was added', async () => {
    const key = 'order '.repeat(2_000)
    const jobs = Array.from({ length: 6 }, () => job(flowId, { orderKey: key }))
    await one.add(...jobs.slice(0, 3))
    await other.add(...jobs.slice(3))
    const order: Id[] = []
    for (const by of [one, other, one, other, one, other]) {
      const claims = await Promise.all([by, one, other].map(each => each.sharedWork.claim(5)))
      expect(claims.flat()).toHaveLength(1)
      for (const [at, own] of claims.entries()) await [by, one, other][at]?.finish(...own)
      order.push(...claims.flat().map(({ id }) => id))
    }
    expect(order).toEqual(jobs.map(({ id }) => id))
  })

  it('keeps an order key locked by a job that was returned until a given time', async () => {
    const [first, second] = [job(flowId, { orderKey: 'a' }), job(flowId, { orderKey: 'a' })]
    await one.add(first, second)
    const claim = await claimOne(one)
    await one.database.write(() => one.writer.putBack([{ claim, delay: 60_000 }]))
    expect(await other.claimIds(5)).toEqual([])
    await other.move({ id: first.id })
    const again = await claimOne(other)
    expect(again).toMatchObject({ id: first.id, losses: 0, holdsOthers: true })
    await other.finish(again)
    expect(await one.claimIds(5)).toEqual([second.id])
  })

  it('keeps the limit of a flow over all processes, for ordered and other jobs together', async () => {
    const limited = { atOnce: 2 }
    await one.add(
      ...Array.from({ length: 8 }, (_, at) =>
        job(flowId, { ...limited, orderKey: at % 2 === 0 ? `${at}` : null })
      ),
      job(newId(), { atOnce: 1 })
    )
    const claims = await Promise.all(
      [one, other, one, other, one, other].map(each => each.sharedWork.claim(2))
    )
    const own = claims.flat().filter(claim => claim.flowId === flowId)
    expect(own).toHaveLength(2)
    await one.finish(...own.slice(0, 1))
    const next = await Promise.all([one, other, one].map(each => each.sharedWork.claim(4)))
    expect(next.flat().filter(claim => claim.flowId === flowId)).toHaveLength(1)
  })

  it('gives a duty to one process, and to another one when that returns it or stalls', async () => {
    const began: string[] = []
    const take = (by: Process, name: string) =>
      by.sharedWork.duty('upkeep', () => {
        began.push(name)
        return async () => {
          began.push(`${name} ended`)
        }
      })
    const until = (count: number) => vi.waitFor(() => expect(began).toHaveLength(count), { timeout: 15_000 })
    const giveBack = take(one, 'one')
    await until(1)
    take(other, 'other')
    await giveBack()
    await until(3)
    expect(began).toEqual(['one', 'one ended', 'other'])
    await loseClaims(url)
    take(one, 'one again')
    await until(5)
    expect(began.toSorted()).toEqual(['one', 'one again', 'one ended', 'other', 'other ended'])
  }, 30_000)

  it('says how many of its jobs wait, are planned and run, and for how long the oldest waits', async () => {
    const orderKey = 'a'
    await one.add(job(flowId), job(flowId), job(flowId, { orderKey }), job(flowId, { orderKey }))
    expect(await one.claimIds(10)).toHaveLength(3)
    const depths = () => other.sharedWork.depths()
    const none = { waiting: 0, planned: 0, running: 0, oldestWaiting: null }
    const oldestWaiting = expect.any(Number)
    expect(await depths()).toEqual([
      { ...none, queue: 'work', running: 2 },
      { ...none, queue: 'work-in-order', running: 1, waiting: 1, oldestWaiting },
      { ...none, queue: 'work-resumed' },
      { ...none, queue: 'duties' }
    ])
    await one.add(job(flowId), job(flowId, { delay: 60_000 }))
    const [first] = await depths()
    expect(first).toEqual({ queue: 'work', waiting: 1, planned: 1, running: 2, oldestWaiting })
    await expect
      .poll(async () => (await depths())[0]?.oldestWaiting)
      .toBeGreaterThan(first?.oldestWaiting ?? Number.POSITIVE_INFINITY)
  })

  it('is created once by processes that start together', async () => {
    const many = await Promise.all(Array.from({ length: 4 }, () => openProcess(url)))
    await many[0]?.add(job(flowId))
    expect((await Promise.all(many.map(each => each.claimIds(1)))).flat()).toHaveLength(1)
    for (const each of many) await each.close()
  })
})
