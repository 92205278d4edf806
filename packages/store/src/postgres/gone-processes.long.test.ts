import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { newId, sampleFault, sampleRun, turnOn } from '../suite/samples.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { reuseDatabase } from './testing/test-database.ts'

/** Heartbeat intervals. A process without heartbeats soon counts as dead. */
const alive = { beat: 50, gone: 2_000 }
/** Timeout of the test's assertions, in milliseconds. */
const patience = { timeout: 20_000 }
const silent = { beat: 1_000_000, gone: 2_000 }

describe('attempts and runs without a delivery', { timeout: 60_000 }, () => {
  let url: string
  let stores: Store[]
  beforeEach(async () => {
    url = await reuseDatabase()
    stores = []
  })
  afterEach(async () => {
    for (const store of stores) await store.close()
  })

  const open = async (processTimes = alive): Promise<Store> => {
    const store = await openPostgresStore({ url, poolSize: 4, processTimes })
    stores.push(store)
    return store
  }

  const running = { status: { is: 'running' as const }, finishedAt: null, steps: null, result: null }

  /** Starts an attempt and a test run, as a user does in the app. */
  const begin = async (store: Store) => {
    const { id, flowId } = await turnOn(store)
    const run = sampleRun(flowId, { kind: 'listing', ...running })
    const attempt = {
      ...({ id: newId(), subscriptionId: id, kind: 'reconciliation', outcome: 'running' } as const),
      ...{ startedAt: 1_000, endedAt: null, fault: null, runId: run.id }
    }
    await store.subscriptions.beginAttempt(id, { attempt, run, registrationData: null })
    const test = sampleRun(flowId, { kind: 'test', ...running })
    await store.runs.begin(test)
    return { attempt, test, id }
  }

  it('of a living process are not touched by starting ones, and are taken over when it is gone', async () => {
    const [living, gone, starting] = [await open(), await open(silent), await open()]
    const [ofLiving, ofGone] = [await begin(living), await begin(gone)]
    let mayTakeUp = false
    starting.processes.onGone(async () => mayTakeUp)
    await expect
      .poll(async () => (await starting.subscriptions.forsaken()).map(({ id }) => id), patience)
      .toEqual([ofGone.attempt.id])
    const end = { at: 9_000, attemptId: ofGone.attempt.id, outcome: 'uncertain' as const, fault: null }
    await starting.subscriptions.endAttempt(ofGone.id, { ...end, run: null, closes: null })
    await starting.runs.endInterrupted({ at: 9_000, fault: sampleFault })
    expect((await starting.runs.find(ofGone.test.id))?.status.is).toBe('failed')
    expect((await starting.runs.find(ofLiving.test.id))?.status.is).toBe('running')
    mayTakeUp = true
    await expect.poll(async () => (await starting.processes.list()).length, patience).toBe(2)
  })

  it('are resumed by a process that has sent a heartbeat', async () => {
    const [starting, other] = [await open(), await open()]
    let isTakingUp = false
    let end = (): void => {}
    starting.processes.onGone(() => {
      isTakingUp = true
      return new Promise(resolve => {
        end = () => resolve(true)
      })
    })
    const seenAt = async (): Promise<number> =>
      (await other.processes.list()).find(({ isThis }) => !isThis)?.seenAt ?? 0
    await expect.poll(() => isTakingUp, patience).toBe(true)
    const before = await seenAt()
    await expect.poll(seenAt, patience).toBeGreaterThan(before + 10 * alive.beat)
    end()
  })

  it('of a stopped process are taken over at once', async () => {
    const [ended, other] = [await open(), await open()]
    const { attempt } = await begin(ended)
    expect(await other.subscriptions.forsaken()).toEqual([])
    stores = [other]
    await ended.close()
    expect((await other.subscriptions.forsaken()).map(({ id }) => id)).toEqual([attempt.id])
  })

  it('belong to processes with a name, a version and tasks', async () => {
    const facts = { name: 'acme-1:42', version: '1.2.3', roles: ['web', 'receive'] }
    const named = await openPostgresStore({ url, poolSize: 4, facts, processTimes: alive })
    stores.push(named)
    const other = await open()
    const processes = await other.processes.list()
    expect(processes).toMatchObject([
      { ...facts, isAlive: true, isThis: false },
      { isAlive: true, isThis: true }
    ])
    await expect.poll(() => other.processCount('receive'), patience).toBe(2)
    expect(other.processCount()).toBe(2)
  })
})
