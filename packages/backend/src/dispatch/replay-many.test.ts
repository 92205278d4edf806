import { Fault, type Id, type Millis, type ReplayMode, type ReplaySeries } from '@hookwright/model'
import type { DeliveryFilter, Store } from '@hookwright/store'
import { describe, expect, test } from 'vitest'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { MOST_AT_ONCE } from './gather-replayable.ts'
import type { ReplayRequest } from './replay.ts'
import { createReplayMany } from './replay-many.ts'

/** Creates deliveries `d1`, `d2` and so on, oldest first. They belong to flow `f` by default. */
const stage = (count: number, flowOf: (number: number) => string = () => 'f') => {
  const time = manualClock()
  const begun: { id: Id; at: Millis }[] = []
  const asked: DeliveryFilter[] = []
  const asking: ReplayRequest[] = []
  const open = new Set<Id>()
  const told: Id[][] = []
  let refuses: (id: Id) => Fault | null = () => null
  let isFull = false
  let page = (filter: DeliveryFilter) => {
    const newest = filter.before === undefined ? count : Number(filter.before.slice(1)) - 1
    const rows = Array.from({ length: Math.min(filter.limit, newest) }, (_, at) => ({
      id: `d${newest - at}`,
      subscriptionId: `s-${flowOf(newest - at)}`
    }))
    const last = rows.at(-1)
    const next = rows.length === filter.limit && last !== undefined ? last.id : null
    return { rows, next, lookedBackTo: null as Millis | null }
  }
  const kept = new Map<Id, ReplaySeries>()
  const store = {
    deliveries: {
      list: async (filter: DeliveryFilter) => {
        asked.push(filter)
        return page(filter)
      }
    },
    runs: { hasOpen: async (id: Id) => open.has(id) },
    replays: {
      add: async (series: ReplaySeries) => {
        if ([...kept.values()].some(({ status }) => status.is === 'running')) {
          throw new Fault('replays.under-way')
        }
        kept.set(series.id, series)
      },
      keep: async (series: ReplaySeries) => {
        if (isFull) throw new Fault('storage.failed', { why: 'full' })
        kept.set(series.id, series)
      },
      stop: async () => {
        throw new Fault('replays.gone')
      },
      all: async () => [],
      forget: async () => {}
    },
    sharedWork: null,
    listenOthers: () => () => {}
  }
  let made = 0
  const many = createReplayMany({
    // Stand-ins with the few methods that are called.
    store: store as unknown as Store,
    subscriptionCache: {
      byId: async (id: Id) => ({ id, flowId: id.slice(2) })
    } as unknown as SubscriptionCache,
    effects: { ...time, soon: act => void setImmediate(act), newId: () => `series-${++made}`, log: () => {} },
    replay: async (id, how) => {
      const fault = refuses(id)
      if (fault !== null) throw fault
      begun.push({ id, at: time.clock() })
      const { on, effects, draftId } = how
      asking.push({ on, effects, ...(draftId !== undefined && { draftId }) })
      return `run of ${id}`
    },
    freezeDraft: async ({ flowId }) => `draft ${++made} of ${flowId}`,
    progressed: flowIds => told.push(flowIds)
  })
  const begin = (perSecond = 10, mode: ReplayMode = { on: 'newest', effects: true }) =>
    many.begin({ ownerId: 'ann', filter: { result: 'failed' }, perSecond, mode })
  return {
    ...time,
    many,
    begin,
    begun,
    asked,
    asking,
    open,
    told,
    fill: (full: boolean) => {
      isFull = full
    },
    refuse: (by: typeof refuses) => {
      refuses = by
    },
    answer: (by: typeof page) => {
      page = by
    },
    ids: () => begun.map(({ id }) => id),
    newest: async () => (await many.list())[0]
  }
}

describe('counting what can be run again', () => {
  test('starts no run, and reads only those that can be run again', async () => {
    const { many, asked, begun } = stage(450, number => (number % 2 === 0 ? 'f' : 'g'))
    expect(await many.count({ result: 'failed' })).toEqual({
      deliveries: 450,
      flows: 2,
      isFull: false,
      lookedBackTo: null
    })
    expect(asked).toHaveLength(3)
    expect(asked.every(filter => filter.canRunAgain === true && filter.result === 'failed')).toBe(true)
    expect(begun).toEqual([])
  })

  test('stops at the maximum number that is run again at once', async () => {
    const { many } = stage(MOST_AT_ONCE + 500)
    expect(await many.count({})).toMatchObject({ deliveries: MOST_AT_ONCE, isFull: true })
  })

  test('stops after ten pages, and says how far it came', async () => {
    const { many, answer, asked } = stage(0)
    answer(() => ({ rows: [], next: 'd1', lookedBackTo: 5_000 }))
    expect(await many.count({})).toEqual({ deliveries: 0, flows: 0, isFull: false, lookedBackTo: 5_000 })
    expect(asked).toHaveLength(10)
  })
})

describe('running many again', () => {
  test('begins with the oldest, at the given rate per second', async () => {
    const { begin, move, begun, newest, told } = stage(4)
    await begin(2)
    await move(0)
    expect(begun).toEqual([{ id: 'd1', at: 1_000 }])
    await move(500)
    expect(await newest()).toMatchObject({ of: 4, begun: 2, status: { is: 'running' }, flowIds: ['f'] })
    await move(10_000)
    expect(begun.map(({ at }) => at)).toEqual([1_000, 1_500, 2_000, 2_500])
    expect(await newest()).toMatchObject({ begun: 4, skipped: 0, status: { is: 'done', at: 2_500 } })
    expect(told.length).toBeGreaterThan(4)
    expect(told.every(flowIds => flowIds.join() === 'f')).toBe(true)
  })

  test('runs each on the draft that its flow had at the beginning, in the requested mode', async () => {
    const { begin, move, asking, newest } = stage(4, number => (number % 2 === 0 ? 'f' : 'g'))
    await begin(10, { on: 'draft', effects: false })
    await move(10_000)
    expect(await newest()).toMatchObject({ mode: { on: 'draft', effects: false }, begun: 4 })
    const mode = { on: 'draft', effects: false }
    const [ofF, ofG] = [
      { ...mode, draftId: 'draft 1 of f' },
      { ...mode, draftId: 'draft 2 of g' }
    ]
    expect(asking).toEqual([ofG, ofF, ofG, ofF])
  })

  test('stops at once when a person stops it, and begins no more runs', async () => {
    const { begin, move, many, ids, newest, waiting } = stage(9)
    const id = await begin(1)
    await move(1_000)
    await many.stop(id)
    await move(10_000)
    expect(ids()).toEqual(['d1', 'd2'])
    expect(await newest()).toMatchObject({ begun: 2, status: { is: 'stopped', at: 2_000 } })
    expect(waiting()).toBe(0)
    await many.stop(id)
    expect(await newest()).toMatchObject({ status: { is: 'stopped', at: 2_000 } })
    await expect(many.stop('another')).rejects.toThrow(new Fault('replays.gone').message)
  })

  test('skips a run that can no longer be run again when its turn comes', async () => {
    const { begin, move, refuse, ids, newest } = stage(3)
    refuse(id => (id === 'd2' ? new Fault('delivery.cannot-replay', { why: 'it runs' }) : null))
    await begin()
    await move(10_000)
    expect(ids()).toEqual(['d1', 'd3'])
    expect(await newest()).toMatchObject({ begun: 2, skipped: 1, status: { is: 'done' } })
  })

  test('ends with the fault of the store when that fails', async () => {
    const { begin, move, refuse, newest } = stage(3)
    refuse(id => (id === 'd2' ? new Fault('storage.failed', { why: 'full' }) : null))
    await begin()
    await move(10_000)
    expect(await newest()).toMatchObject({
      begun: 1,
      status: { is: 'failed', fault: { code: 'storage.failed' } }
    })
  })

  test('is stored as failed once the disk has room again, so that another one can begin', async () => {
    const { begin, move, refuse, fill, newest } = stage(3)
    refuse(() => new Fault('storage.failed', { why: 'full' }))
    fill(true)
    await begin()
    await move(5_000)
    expect(await newest()).toMatchObject({ status: { is: 'failed' } })
    await expect(begin()).rejects.toMatchObject({ code: 'replays.under-way' })
    refuse(() => null)
    fill(false)
    await move(60_000)
    await begin()
    await move(10_000)
    expect(await newest()).toMatchObject({ begun: 3, status: { is: 'done' } })
  })

  test('has at most a hundred runs in progress, and does not wait for a long one', async () => {
    const { begin, move, open, begun } = stage(150)
    for (let number = 1; number <= 150; number += 1) open.add(`d${number}`)
    await begin(1_000)
    await move(2_000)
    expect(begun).toHaveLength(100)
    open.delete('d7')
    await move(1_000)
    expect(begun).toHaveLength(101)
    await move(40_000)
    expect(begun).toHaveLength(150)
  })

  test('is done once at a time for each flow', async () => {
    const { begin, move, newest } = stage(5)
    const first = await begin(1)
    await expect(begin(1)).rejects.toMatchObject({ code: 'replays.under-way' })
    await move(10_000)
    expect(await newest()).toMatchObject({ id: first, status: { is: 'done' } })
    expect(await begin(1)).not.toBe(first)
  })

  test('is refused for an empty selection', async () => {
    await expect(stage(0).begin()).rejects.toMatchObject({ code: 'replays.none' })
  })

  test('ends when the server stops, which waits only for the current run', async () => {
    const { begin, move, many, ids, waiting } = stage(9)
    await begin(1)
    await move(0)
    await many.close()
    await move(10_000)
    expect(ids()).toEqual(['d1'])
    expect(waiting()).toBe(0)
  })
})
