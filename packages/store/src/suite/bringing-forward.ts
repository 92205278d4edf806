import { DAY, HOUR, MINUTE, type WaitsFor } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, turnOn } from './samples.ts'

const now = Date.UTC(2026, 10, 26)
const ahead = now + 365 * DAY
const limits = { now, retry: 12 * HOUR, held: 10 * MINUTE }
const retry: WaitsFor = {
  ...{ is: 'retry', card: 'Send', tried: 1, of: 9, cause: 'the service gave no answer', byService: false }
}

export const bringingForwardSuite = (open: OpenStore): void => {
  describe('runs that were planned by a clock that ran ahead', () => {
    const opened = openForEachTest(open)

    const suspend = async (
      store: Store,
      until: number,
      waitsFor: WaitsFor,
      of?: Awaited<ReturnType<typeof turnOn>>
    ) => {
      const subscription = of ?? (await turnOn(store))
      const delivery = await acceptOne(store, subscription)
      const status = { is: 'waiting' as const, until, at: ['send'], waitsFor }
      const run = firstRunOf(subscription, delivery, { status, finishedAt: null, result: null })
      const wait = { key: 'wait!', result: 'sealed' }
      await store.waits.suspend(run, { draws: [], wait, record: null, until, orderKey: null })
      return delivery.id
    }

    const untilOf = async (store: Store, id: string) => {
      const status = (await store.runs.find(id))?.status
      return status?.is === 'waiting' ? status.until : null
    }

    // review: cores A16
    it.each([
      ['a retry', retry, ahead, now + 12 * HOUR],
      ['a held request', { is: 'held', card: 'Send', cause: 'it fails' }, ahead, now + 10 * MINUTE],
      ['its turn', { is: 'asked' }, ahead, now],
      ['a time', { is: 'time', card: 'Wait', since: ahead }, ahead + 3 * DAY, now + 3 * DAY]
    ] as [string, WaitsFor, number, number][])('are due in time if they wait for %s', async (...row) => {
      const [, waitsFor, until, due] = row
      const { store } = opened()
      const id = await suspend(store, until, waitsFor)
      expect(await store.waits.bringForward(limits, 0)).toBeNull()
      expect(await untilOf(store, id)).toBe(due)
      expect(await store.waits.next(now - 1)).toBe(due)
      expect((await store.waits.due({ to: due, limit: 9 })).map(each => each.id)).toEqual([id])
    })

    it('are not changed if a right clock could have planned them', async () => {
      const { store } = opened()
      const times = [
        [retry, now + 12 * HOUR],
        [{ is: 'held', card: 'Send', cause: 'it fails' }, now + 10 * MINUTE],
        [{ is: 'time', card: 'Wait', since: now }, now + 300 * DAY],
        [{ is: 'time', card: 'Wait' }, now + 300 * DAY]
      ] as [WaitsFor, number][]
      const ids = await Promise.all(times.map(([waitsFor, until]) => suspend(store, until, waitsFor)))
      await store.waits.bringForward(limits, 0)
      expect(await Promise.all(ids.map(id => untilOf(store, id)))).toEqual(times.map(([, until]) => until))
    })

    it('are read in batches', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const runs = Array.from({ length: 201 }, () => suspend(store, ahead, { is: 'asked' }, subscription))
      await Promise.all(runs)
      const next = await store.waits.bringForward(limits, 0)
      expect(next).not.toBeNull()
      expect((await store.waits.due({ to: now, limit: 500 })).length).toBe(200)
      expect(await store.waits.bringForward(limits, next ?? 0)).toBeNull()
      expect((await store.waits.due({ to: now, limit: 500 })).length).toBe(201)
    })
  })
}
