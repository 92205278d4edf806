import type { Subscription } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeyedRun, RunRow, Store, StoredWait } from '../../store.ts'
import { acceptOne, firstRunOf, newId, sampleEnd, sampleWaiting, turnOn } from '../../suite/samples.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { reuseDatabase } from '../testing/test-database.ts'

const keyOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const childOf = (first: RunRow, recordIndex: number, key?: string): KeyedRun => ({
  run: {
    ...first,
    id: newId(),
    recordIndex,
    status: { is: 'queued' },
    finishedAt: null,
    steps: null,
    result: null
  },
  record: { name: `Person ${recordIndex}` },
  ...(key !== undefined && { key: keyOf(key) })
})

const kept = (over: Partial<StoredWait> = {}): StoredWait => ({
  ...{ draws: [], wait: { key: 'wait!', result: 'sealed' }, record: null },
  ...{ until: 9_000, orderKey: null },
  ...over
})

const onHold = { is: 'on-hold' as const, why: 'It was tried in vain.' }

describe('runs in two processes on one database', () => {
  let stores: [Store, Store]

  const open = (url: string): Promise<Store> => openPostgresStore({ url, poolSize: 3 })

  beforeEach(async () => {
    const url = await reuseDatabase()
    stores = [await open(url), await open(url)]
  })
  afterEach(() => Promise.all(stores.map(store => store.close())))

  /**
   * Accepts a delivery and finishes the first part of its run, in Run mode. Its `count` records are then
   * queued as runs.
   */
  const spread = async (subscription: Subscription, count: number) => {
    const delivery = await acceptOne(stores[0], subscription)
    const first = firstRunOf(subscription, delivery)
    const children = Array.from({ length: count }, (_, at) => childOf(first, at))
    await stores[0].runs.spread(first, children, { begun: false })
    return { delivery, children }
  }

  const suspend = async (subscription: Subscription, over: Partial<StoredWait> = {}) => {
    const delivery = await acceptOne(stores[0], subscription)
    const run = firstRunOf(subscription, delivery, { status: sampleWaiting, finishedAt: null, result: null })
    await stores[0].waits.suspend(run, kept(over))
    return run
  }

  it('leave no stored values even if the last ones end at the same time', async () => {
    const subscription = await turnOn(stores[0])
    for (let round = 0; round < 10; round += 1) {
      const { delivery, children } = await spread(subscription, 4)
      await Promise.all(
        children.map(({ run }, at) =>
          (at % 2 === 0 ? stores[0] : stores[1]).runs.finish(sampleEnd(run.id), { erase: true })
        )
      )
      expect((await stores[0].deliveries.find(delivery.id))?.arrival).toBeNull()
      for (const { run } of children) expect(await stores[1].runs.find(run.id)).toMatchObject({ steps: null })
    }
  })

  it('are spread once for the records of a key, by whichever process is first', async () => {
    const subscription = await turnOn(stores[0])
    const keys = ['a', 'b', 'c', 'd', 'a']
    const spreading = Array.from({ length: 12 }, async (_, at) => {
      const store = at % 2 === 0 ? stores[0] : stores[1]
      const delivery = await acceptOne(store, subscription)
      const first = firstRunOf(subscription, delivery)
      const ordered = at % 3 === 0 ? keys : keys.toReversed()
      const children = ordered.map((key, index) => childOf(first, index, key))
      return store.runs.spread(first, children, { begun: false })
    })
    const queued = (await Promise.all(spreading)).flat()
    expect(queued).toHaveLength(4)
    expect(await stores[0].runs.queued({ limit: 99 })).toHaveLength(4)
  })

  it('are ended by one of two processes that end them at the same time', async () => {
    const subscription = await turnOn(stores[0])
    for (let round = 0; round < 10; round += 1) {
      const run = await suspend(subscription, { orderKey: 'ada' })
      const outcomes = await Promise.allSettled([
        stores[0].runs.finish(sampleEnd(run.id), { erase: false, woken: true }),
        stores[1].waits.cancel(sampleEnd(run.id, { status: { is: 'cancelled' } }), { erase: false }),
        stores[1].waits.suspend({ ...run, status: onHold }, kept({ woken: true, until: null }))
      ])
      const ended = outcomes.slice(0, 2).filter(({ status }) => status === 'fulfilled')
      expect(ended).toHaveLength(1)
      expect(await stores[0].waits.orders()).toEqual([])
      expect(await stores[0].waits.find(run.id)).toBeNull()
    }
  })

  it('have one time to continue, whichever process moves it', async () => {
    const subscription = await turnOn(stores[0])
    const runs = await Promise.all(Array.from({ length: 20 }, () => suspend(subscription)))
    await Promise.all(
      runs.flatMap(run => [
        stores[0].waits.goOn(run.id, 4_000),
        stores[1].waits.suspend({ ...run, status: { ...sampleWaiting, until: 9_000 } }, kept({ woken: true }))
      ])
    )
    for (const { id } of runs) {
      const status = (await stores[0].runs.find(id))?.status
      const [due] = (await stores[1].waits.due({ to: 9_000, limit: 99 })).filter(one => one.id === id)
      expect(status).toMatchObject({ is: 'waiting', until: due?.until })
    }
  })
})
