import { DAY, Fault, MINUTE } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { deliver } from '../testing/event.ts'
import {
  beginNotifying,
  gate,
  notified,
  openRecovered,
  runStatusOf,
  untilNotified,
  untilRun
} from '../testing/notifying-flow.ts'
import { acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

describe('a waiting run with an order key', () => {
  const perKey = { mode: 'serial-per-key', key: '{json.of}' } as const
  const named = (name: string) => ({ name, of: name.charAt(0) })

  test('keeps the order lock, over a restart too, and other keys do not wait for it', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { waits: 1, order: perKey })
    const a1 = await deliver(first, eventUrl, named('a1'))
    await untilRun(first, a1, 'waiting')
    const behind = [await deliver(first, eventUrl, named('a2')), await deliver(first, eventUrl, named('a3'))]
    await untilRun(first, await deliver(first, eventUrl, named('b1')), 'waiting')
    expect(notified(first)).toEqual(['a1', 'b1'])
    await first.crash()

    const second = await openRecovered(folder)
    behind.push(await deliver(second, eventUrl, named('a4')))
    await untilRun(second, await deliver(second, eventUrl, named('c1')), 'waiting')
    expect(notified(second)).toEqual(['c1'])
    for (const id of behind) {
      second.moveClock(DAY + MINUTE)
      await untilRun(second, id, 'waiting')
    }
    expect(notified(second).filter(name => /a\d$/.test(name))).toEqual([
      ...['again a1', 'a2', 'again a2', 'a3', 'again a3', 'a4']
    ])
    await second.crash()
  })

  test('releases the order lock when it is put on hold or ended by hand, and the next ones follow in order', async () => {
    const one = await openRecovered(folder, async request => ({
      status: request.body === 'a1' ? 503 : 200,
      headers: {},
      body: ''
    }))
    const { eventUrl } = await beginNotifying(one, { retry: 'always', order: { mode: 'serial', key: '' } })
    const a1 = await deliver(one, eventUrl, named('a1'))
    await untilRun(one, a1, 'waiting')
    const names = Array.from({ length: 20 }, (_, at) => `b${at}`)
    for (const name of names) await deliver(one, eventUrl, named(name))
    expect(notified(one)).toEqual(['a1'])
    await one.backend.runs.cancel(a1)
    await untilNotified(one, 21)
    expect(notified(one)).toEqual(['a1', ...names])
    await one.crash()
  })

  test('releases the order lock once, though it was due when it was ended by hand', async () => {
    const { shut, release } = gate()
    let isHeld = false
    const one = await openRecovered(folder, acceptingService, store => ({
      ...store,
      waits: {
        ...store.waits,
        due: async filter => {
          const found = await store.waits.due(filter)
          if (isHeld && found.length > 0) await shut
          return found
        }
      }
    }))
    const { eventUrl } = await beginNotifying(one, { waits: 1, order: { mode: 'serial', key: '' } })
    const a1 = await deliver(one, eventUrl, named('a1'))
    await untilRun(one, a1, 'waiting')
    const a2 = await deliver(one, eventUrl, named('a2'))
    const other = await beginNotifying(one, { waits: 1, name: 'Acme IT' })
    const b1 = await deliver(one, other.eventUrl, named('b1'))
    await untilRun(one, b1, 'waiting')
    isHeld = true
    one.moveClock(DAY + MINUTE)
    await one.backend.runs.cancel(a1)
    await untilRun(one, a2, 'waiting')
    release()
    await untilRun(one, b1, 'succeeded')
    await deliver(one, eventUrl, named('a3'))
    await untilRun(one, await deliver(one, other.eventUrl, named('b2')), 'waiting')
    expect(notified(one)).toEqual(['a1', 'b1', 'a2', 'again b1', 'b2'])
    await one.crash()
  })

  test('releases its order lock later when the store cannot return the next event', async () => {
    let fails = 0
    const one = await openRecovered(folder, acceptingService, store => ({
      ...store,
      subscriptions: {
        ...store.subscriptions,
        runningOf: async flowId => {
          if (fails-- > 0) throw new Fault('storage.failed', { why: 'the disk is full' })
          return store.subscriptions.runningOf(flowId)
        }
      }
    }))
    const { eventUrl } = await beginNotifying(one, { waits: 1, order: { mode: 'serial', key: '' } })
    const a1 = await deliver(one, eventUrl, named('a1'))
    await untilRun(one, a1, 'waiting')
    const a2 = await deliver(one, eventUrl, named('a2'))
    fails = 1
    await one.backend.runs.cancel(a1)
    expect(one.logged).toContain(
      'The next delivery of an order key could not be read. This is retried automatically.'
    )
    const a3 = await deliver(one, eventUrl, named('a3'))
    expect(notified(one)).toEqual(['a1'])
    one.moveClock(MINUTE)
    await untilRun(one, a2, 'waiting')
    expect(notified(one)).toEqual(['a1', 'a2'])
    await one.backend.runs.cancel(a2)
    await untilRun(one, a3, 'waiting')
    await one.crash()
  })

  test('releases the order lock when a start puts it on hold', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { waits: 1, order: { mode: 'serial', key: '' } })
    const a1 = await deliver(first, eventUrl, named('a1'))
    await untilRun(first, a1, 'waiting')
    for (let crash = 0; crash < 4; crash++) await first.store.waits.countStarts([a1])
    await first.crash()
    const second = await openBackend(folder)
    second.moveClock(2 * DAY)
    await second.backend.resume()
    await second.backend.recover()
    expect(await runStatusOf(second, a1)).toMatchObject({ is: 'on-hold' })
    await untilRun(second, await deliver(second, eventUrl, named('a2')), 'waiting')
    await second.crash()
  })

  test('blocks the other records of its delivery and the next delivery', async () => {
    const first = await openRecovered(folder)
    const order = { mode: 'serial', key: '' } as const
    const { eventUrl } = await beginNotifying(first, { event: 'list', waits: 1, order })
    const id = await deliver(first, eventUrl, [named('a'), named('b')])
    await untilNotified(first, 1)
    await deliver(first, eventUrl, [named('c')])
    await pollUntil(
      () => first.store.waits.orders(),
      orders => orders.length === 1
    )
    await first.crash()
    const second = await openRecovered(folder)
    expect(notified(second)).toEqual([])
    for (const count of [2, 4]) {
      second.moveClock(DAY + MINUTE)
      await untilNotified(second, count)
      await pollUntil(
        () => second.store.waits.next(second.clock()),
        next => next !== null
      )
    }
    expect(notified(second)).toEqual(['again a', 'b', 'again b', 'c'])
    expect((await second.backend.runs.list({ deliveryId: id, limit: 9 })).rows).toHaveLength(3)
    await second.crash()
  })
})
