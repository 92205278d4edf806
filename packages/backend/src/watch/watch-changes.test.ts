import type { Invalidation, Millis } from '@hookwright/model'
import type { Change, Store } from '@hookwright/store'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../testing/manual-clock.ts'
import { createWatchChanges, PERIOD, type Watched } from './watch-changes.ts'

/**
 * Creates a store that counts its reads. Subscription `s-x` belongs to flow `x`, and the first letter of a
 * flow's id is its owner.
 */
const fakeStore = () => {
  const listeners = new Set<(change: Change) => void>()
  const othersListeners = new Set<(change: Change | null) => void>()
  const asked: string[] = []
  const store = {
    listen: (listener: (change: Change) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    listenOthers: (listener: (change: Change | null) => void) => {
      othersListeners.add(listener)
      return () => othersListeners.delete(listener)
    },
    subscriptions: {
      find: async (id: string) => {
        asked.push(id)
        return id.startsWith('s-') ? { flowId: id.slice(2) } : null
      }
    },
    flows: {
      ownerOf: async (id: string) => {
        asked.push(id)
        return id === 'gone' ? null : { ownerId: id[0] ?? '', connectorId: null, name: id }
      }
    },
    processes: { tellProgress: () => {} },
    connections: {
      find: async (id: string) =>
        id === 'gone' ? null : { connection: { purpose: 'user', ownerId: id[0] ?? '' } }
    }
  }
  return {
    // A stand-in with the few methods that watching calls.
    store: store as unknown as Store,
    listeners,
    asked,
    changeElsewhere: (change: Change | null) => {
      for (const listener of othersListeners) listener(change)
    },
    change: (topic: Change['topic'], ids: string[], of: string[] = []) => {
      for (const listener of listeners) listener({ topic, ids, of })
    }
  }
}

const setUp = () => {
  const time = manualClock()
  const fake = fakeStore()
  const logged: string[] = []
  const log = (message: string) => {
    logged.push(message)
  }
  const watching = createWatchChanges({ store: fake.store, effects: { ...time, log } })
  /**
   * Watches changes and returns the notifications. With `held`, the reader pauses after each message until
   * `held` resolves.
   */
  const listen = (sees: (thing: Watched) => boolean = () => true, params: { held?: Promise<void> } = {}) => {
    const heard: { at: Millis; told: Invalidation[] }[] = []
    const ending = new AbortController()
    const ended = (async () => {
      for await (const told of watching.watch(sees, ending.signal)) {
        heard.push({ at: time.clock() - 1_000, told })
        if (told.length > 0) await params.held
      }
    })()
    return { heard, end: () => ending.abort(), ended }
  }
  return { time, fake, watching, listen, logged }
}

const words = ({ told }: { told: Invalidation[] }): string =>
  told.map(({ topic, ids }) => `${topic} ${ids.join()}`).join('; ')

describe('a page that watches for changes', () => {
  test('is notified of commits of other processes, and that any data may have changed', async () => {
    const { time, fake, listen } = setUp()
    const page = listen()
    await time.move(1)
    fake.changeElsewhere({ topic: 'deliveries', ids: [], of: ['s-a1'] })
    await time.move(PERIOD)
    fake.changeElsewhere(null)
    await time.move(PERIOD)
    expect(page.heard.map(words)).toEqual(['', 'deliveries a1', ''])
    page.end()
    await page.ended
  })

  test('is first notified that any data may have changed, then of each change', async () => {
    const { time, fake, listen } = setUp()
    const { heard } = listen()
    await time.move(1)
    fake.change('connectors', ['c1'])
    fake.change('flows', ['a1'])
    await time.move(PERIOD)
    expect(heard.map(words)).toEqual(['', 'connectors c1; flows a1'])
  })

  test('is notified of deliveries, runs and subscriptions by their flows, each once', async () => {
    const { time, fake, listen } = setUp()
    const { heard } = listen()
    await time.move(1)
    fake.change('deliveries', ['d1', 'd2', 'd3'], ['s-a1', 's-b1'])
    fake.change('deliveries', ['d4'], ['s-a1'])
    fake.change('runs', ['r1'], ['m1'])
    fake.change('subscriptions', ['s-a1'])
    await time.move(PERIOD)
    expect(words(heard[1] ?? { told: [] })).toBe('deliveries a1,b1; runs m1; subscriptions a1')
  })

  test('is notified only of data that it may see', async () => {
    const { time, fake, listen } = setUp()
    const ofA = listen(thing => 'owner' in thing && thing.owner.ownerId === 'a')
    const ofB = listen(thing => thing.topic === 'connections' && thing.connection?.ownerId === 'b')
    await time.move(1)
    fake.change('deliveries', ['d1', 'd2'], ['s-a1', 's-b1'])
    fake.change('connections', ['a9', 'b9', 'gone'])
    await time.move(PERIOD)
    expect(ofA.heard.map(words)).toEqual(['', 'deliveries a1'])
    expect(ofB.heard.map(words)).toEqual(['', 'connections b9'])
  })

  test('is not notified of a flow that never existed', async () => {
    const { time, fake, listen } = setUp()
    const { heard } = listen()
    await time.move(1)
    fake.change('flows', ['gone'])
    await time.move(PERIOD)
    expect(heard.map(words)).toEqual([''])
  })

  test('is notified at once after a quiet time, and then at most once in the period', async () => {
    const { time, fake, listen } = setUp()
    const { heard } = listen()
    await time.move(500)
    for (let at = 0; at < 50; at += 1) {
      fake.change('deliveries', [`d${at}`], ['s-a1'])
      await time.move(10)
    }
    await time.move(PERIOD)
    const times = heard.slice(1).map(({ at }) => at)
    expect(times[0]).toBe(500)
    expect(times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= PERIOD)).toBe(true)
    expect(times.length).toBe(6)
  })

  test('reads each subscription and flow from the store once, however many changes come', async () => {
    const { time, fake, listen } = setUp()
    listen()
    listen()
    await time.move(1)
    for (let at = 0; at < 20; at += 1) {
      fake.change('deliveries', [`d${at}`], ['s-a1'])
      await time.move(PERIOD)
    }
    expect(fake.asked).toEqual(['s-a1', 'a1'])
  })

  test('gets one message for all changes after a pause in reading', async () => {
    const { time, fake, listen } = setUp()
    let release = (): void => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    const { heard } = listen(() => true, { held })
    await time.move(1)
    fake.change('flows', ['a0'])
    await time.move(PERIOD)
    for (let at = 1; at < 6; at += 1) {
      fake.change('flows', [`a${at}`])
      await time.move(PERIOD)
    }
    expect(heard.map(words)).toEqual(['', 'flows a0'])
    release()
    await time.move(PERIOD)
    expect(heard.map(words)).toEqual(['', 'flows a0', 'flows a1,a2,a3,a4,a5'])
  })

  test('is notified of changes that are not commits', async () => {
    const { time, watching, listen } = setUp()
    const { heard } = listen()
    await time.move(1)
    watching.notify('progress', ['a1'])
    await time.move(PERIOD)
    expect(heard.map(words)).toEqual(['', 'progress a1'])
  })
})

describe('the end of watching', () => {
  test('comes with the signal, both while waiting and while pausing', async () => {
    const { time, fake, listen } = setUp()
    const [waiting, resting] = [listen(), listen()]
    await time.move(1)
    waiting.end()
    await waiting.ended
    fake.change('flows', ['a1'])
    await time.move(PERIOD / 2)
    resting.end()
    await resting.ended
    expect(time.waiting()).toBe(0)
    expect(fake.listeners.size).toBe(0)
  })

  test('of the last page stops listening to the store, so that changes cost nothing', async () => {
    const { time, fake, watching, listen } = setUp()
    expect(fake.listeners.size).toBe(0)
    const [one, two] = [listen(), listen()]
    await time.move(1)
    expect(fake.listeners.size).toBe(1)
    one.end()
    await one.ended
    expect(fake.listeners.size).toBe(1)
    two.end()
    await two.ended
    expect(fake.listeners.size).toBe(0)
    watching.notify('progress', ['a1'])
    expect(time.waiting()).toBe(0)
  })
})

describe('a store that fails to name the flow of a change', () => {
  const busy = () => Promise.reject(new Error('busy'))

  test('loses no change: it is notified once the store answers again, and other changes at once', async () => {
    const { time, fake, listen, logged } = setUp()
    const { heard } = listen()
    await time.move(1)
    const { find } = fake.store.subscriptions
    fake.store.subscriptions.find = busy
    fake.change('subscriptions', ['s-a1'])
    fake.change('connectors', ['c1'])
    await time.move(PERIOD)
    expect(heard.map(words)).toEqual(['', 'connectors c1'])
    fake.store.subscriptions.find = find
    fake.change('subscriptions', ['s-b1'])
    await time.move(2 * PERIOD)
    expect(logged).toEqual(['Changes could not be sent to open pages. This is retried automatically.'])
    expect(heard.map(words)).toEqual(['', 'connectors c1', 'subscriptions a1,b1'])
  })

  test('is retried less and less often, but at least once a second, and is logged once', async () => {
    const { time, fake, listen, logged } = setUp()
    listen()
    await time.move(1)
    let asked = 0
    fake.store.subscriptions.find = () => {
      asked += 1
      return busy()
    }
    fake.change('subscriptions', ['s-a1'])
    await time.move(2_000)
    expect(asked).toBeLessThan(8)
    asked = 0
    await time.move(10_000)
    expect(asked).toBe(10)
    expect(logged).toHaveLength(1)
  })

  test('is not read when no page watches any more', async () => {
    const { time, fake, listen } = setUp()
    const { end, ended } = listen()
    await time.move(1)
    fake.store.subscriptions.find = busy
    fake.change('subscriptions', ['s-a1'])
    await time.move(PERIOD)
    end()
    await ended
    await time.move(2_000)
    expect(time.waiting()).toBe(0)
  })
})
