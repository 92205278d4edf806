import { DAY, Fault, HOUR, type Id, MINUTE, type Receiving, type RunStatus } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { type Around, openBackend, type TestBackend, taking, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const open = async (service = taking, store: Around['store'] = same => same): Promise<TestBackend> => {
  const one = await openBackend(folder, service, {}, { store })
  await one.backend.resume()
  await one.backend.recover()
  return one
}

interface Drawing {
  event?: 'one' | 'list'
  /** Days that the flow waits between its two requests. */
  waits?: number
  retry?: 'always' | 'when-safe'
  order?: Receiving['order']
  prologueWaits?: boolean
  /** Name of its connector. */
  name?: string
}

/** Creates a running flow that sends each name to the service. */
const begin = async (
  one: TestBackend,
  { event = 'one', order, prologueWaits = false, name = 'Acme HR', ...telling }: Drawing
) => {
  const { backend } = one
  const drawn = await drawConnector(backend, {
    registers: false,
    waits: prologueWaits,
    name,
    ...(order && { receiving: { order } })
  })
  const flowId = await addNotifyingFlow(backend, drawn, event, null, telling)
  return { flowId, ...(await turnOn(one, flowId)) }
}

/** Messages to the service, in order: “again Ada” for the second one. */
const told = ({ sent }: TestBackend): string[] =>
  sent.map(({ url, body }) => `${url === '/names/again' ? 'again ' : ''}${body}`)

const statusOf = async ({ backend }: TestBackend, runId: Id): Promise<RunStatus> =>
  (await backend.runs.get(runId)).status

const until = (one: TestBackend, runId: Id, is: RunStatus['is']) =>
  pollUntil(
    async () => (await one.store.runs.find(runId))?.status,
    status => status?.is === is
  )

const untilTold = (one: TestBackend, count: number) =>
  pollUntil(
    () => told(one),
    seen => seen.length === count
  )

/** Returns a service that answers each name with a status until it is changed. */
const answering = (status: number) => {
  const answers = { status }
  const service: typeof taking = async () => ({ status: answers.status, headers: {}, body: '' })
  return { answers, service }
}

/** Creates a promise that a test resolves. */
const gate = () => {
  let letGo = (): void => {}
  const shut = new Promise<void>(resolve => (letGo = resolve))
  return { shut, letGo: () => letGo() }
}

describe('a run that waits', () => {
  test('for days continues after restarts with its former values, and repeats no step', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { waits: 3 })
    const id = await deliver(first, eventUrl, { name: 'Ada' })
    const status = await until(first, id, 'waiting')
    expect(status).toMatchObject({ at: ['wait'], waitsFor: { is: 'time', card: 'Wait For' } })
    expect((await first.backend.deliveries.get(id)).delivery.status).toEqual({ is: 'done' })
    first.moveClock(2 * DAY)
    await first.crash()

    const second = await open()
    second.moveClock(DAY)
    expect(await statusOf(second, id)).toEqual(status)
    expect(told(second)).toEqual([])
    second.moveClock(2 * DAY)
    await until(second, id, 'succeeded')
    expect(told(second)).toEqual(['again Ada'])
    const { steps } = await second.backend.runs.get(id)
    expect(steps?.map(({ path, status: is }) => [path.at(-1), is])).toEqual([
      ['event', 'succeeded'],
      ['event', 'succeeded'],
      ['return', 'succeeded'],
      ['tell', 'succeeded'],
      ['wait', 'succeeded'],
      ['again', 'succeeded']
    ])
    // What was sent before the restart is told as it was.
    expect(steps?.find(({ path }) => path[0] === 'tell')?.requests).toHaveLength(1)
    expect(steps?.find(({ path }) => path[0] === 'again')?.from).toBeGreaterThanOrEqual(3 * DAY)
    await second.crash()
  })

  test('and was due while the server was down continues at the start', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { waits: 0.000_01 })
    const ids = await Promise.all(['Ada', 'Bo', 'Cy'].map(name => deliver(first, eventUrl, { name })))
    for (const id of ids) await until(first, id, 'waiting')
    await first.crash()
    const second = await openBackend(folder)
    second.moveClock(MINUTE)
    await second.backend.recover()
    for (const id of ids) expect(await statusOf(second, id)).toEqual({ is: 'succeeded' })
    expect(told(second).toSorted()).toEqual(['again Ada', 'again Bo', 'again Cy'])
    await second.crash()
  })

  test('continues after its flow was turned off, but not while its flow is paused', async () => {
    const one = await open()
    const { flowId, eventUrl } = await begin(one, { waits: 1 })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await until(one, id, 'waiting')
    await one.backend.subscriptions.pause(flowId, true)
    one.moveClock(DAY)
    const other = await begin(one, { waits: 0, name: 'Acme IT' })
    await until(one, await deliver(one, other.eventUrl, { name: 'Bo' }), 'succeeded')
    expect(await statusOf(one, id)).toMatchObject({ is: 'waiting' })
    await expect(one.backend.runs.goOn(id)).rejects.toMatchObject({ code: 'run.flow-paused' })
    await one.backend.subscriptions.pause(flowId, false)
    await until(one, id, 'succeeded')

    const late = await deliver(one, eventUrl, { name: 'Cy' })
    await until(one, late, 'waiting')
    await one.backend.subscriptions.switchOff(flowId)
    one.moveClock(DAY)
    await until(one, late, 'succeeded')
    await one.crash()
  })

  test('is ended when its flow is deleted, like a run on hold', async () => {
    const one = await open(answering(503).service)
    const { flowId, eventUrl } = await begin(one, { waits: 1, retry: 'always' })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await until(one, id, 'waiting')
    await one.backend.flows.remove(flowId)
    expect(await statusOf(one, id)).toEqual({ is: 'cancelled' })
    one.moveClock(DAY)
    expect(told(one)).toEqual(['Ada'])
    await one.crash()
  })

  test('in the first part of its run makes the runs of its records when it continues', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { event: 'list', prologueWaits: true })
    const id = await deliver(first, eventUrl, [{ name: 'Ada' }, { name: 'Bo' }])
    await until(first, id, 'waiting')
    await first.crash()
    const second = await open()
    second.moveClock(DAY)
    await untilTold(second, 2)
    expect(told(second)).toEqual(['Ada', 'Bo'])
    await pollUntil(
      async () => (await second.backend.runs.list({ deliveryId: id, limit: 9 })).rows,
      rows => rows.length === 3 && rows.every(({ status }) => status.is === 'succeeded')
    )
    await second.crash()
  })

  test('can be a replay, and ends as one', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { waits: 1 })
    const id = await deliver(first, eventUrl, { name: 'Ada' })
    await until(first, id, 'waiting')
    await expect(first.backend.deliveries.replay(id)).rejects.toMatchObject({
      code: 'delivery.cannot-replay'
    })
    first.moveClock(DAY)
    await until(first, id, 'succeeded')
    const replay = await first.backend.deliveries.replay(id)
    await until(first, replay, 'waiting')
    await first.crash()
    const second = await open()
    expect(await statusOf(second, replay)).toMatchObject({ is: 'waiting' })
    second.moveClock(2 * DAY)
    await until(second, replay, 'succeeded')
    expect(told(second)).toEqual(['again Ada'])
    await second.crash()
  })

  test('keeps its request as long as it waits, though its flow keeps no data', async () => {
    const one = await open()
    const { flowId, eventUrl } = await begin(one, { waits: 1 })
    const { name, description, active, doc, draftNo } = (await one.backend.flows.get(flowId)).flow
    await one.backend.flows.save(flowId, { name, description, active, doc, saveAll: false }, draftNo)
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await until(one, id, 'waiting')
    expect((await one.backend.deliveries.get(id)).arrival).not.toBeNull()
    one.moveClock(DAY)
    await until(one, id, 'succeeded')
    expect(told(one)).toEqual(['Ada', 'again Ada'])
    expect((await one.backend.deliveries.get(id)).arrival).toBeNull()
    expect((await one.backend.runs.get(id)).steps).toBeNull()
    await one.crash()
  })

  test('continues although an older run of another, busy flow finds no slot yet', async () => {
    const held: (() => void)[] = []
    const one = await open(async request => {
      if (request.body === 'Bea') await new Promise<void>(resolve => held.push(resolve))
      return { status: 200, headers: {}, body: '' }
    })
    const crowded = await begin(one, { waits: 1 })
    const other = await begin(one, { waits: 1, name: 'Acme IT' })
    const older = await deliver(one, crowded.eventUrl, { name: 'Ada' })
    await until(one, older, 'waiting')
    const newer = await deliver(one, other.eventUrl, { name: 'Cy' })
    await until(one, newer, 'waiting')
    const body = { name: 'Bea', notes: 'x'.repeat(64 * 1024) }
    await Promise.all(Array.from({ length: 400 }, () => deliver(one, crowded.eventUrl, body)))
    await pollUntil(
      () => held.length,
      count => count >= 128
    )
    one.moveClock(DAY)
    await until(one, newer, 'succeeded')
    expect(await statusOf(one, older)).toMatchObject({ is: 'waiting' })
    // There is room again once the service answers.
    for (let count = 0; count < 400; count++) {
      await pollUntil(
        () => held.length,
        left => left > 0
      )
      held.shift()?.()
    }
    await until(one, older, 'succeeded')
    await one.crash()
  })

  test('is not touched by other processes while it continues', async () => {
    let letGo = (): void => {}
    const one = await open(async () => {
      if (told(one).length > 1) await new Promise<void>(resolve => (letGo = resolve))
      return { status: 200, headers: {}, body: '' }
    })
    const { eventUrl } = await begin(one, { waits: 3 })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await until(one, id, 'waiting')
    await one.backend.runs.goOn(id)
    await untilTold(one, 2)
    await expect(one.backend.runs.goOn(id)).rejects.toMatchObject({ code: 'run.going-on' })
    await expect(one.backend.runs.cancel(id)).rejects.toMatchObject({ code: 'run.going-on' })
    letGo()
    await until(one, id, 'succeeded')
    await one.crash()
  })

  test('does not continue while a person ends it, and is not ended twice', async () => {
    const { shut, letGo } = gate()
    const one = await open(taking, store => ({
      ...store,
      waits: {
        ...store.waits,
        cancel: async (end, then) => {
          await shut
          return store.waits.cancel(end, then)
        }
      }
    }))
    const { eventUrl } = await begin(one, { waits: 1 })
    const ids = [await deliver(one, eventUrl, { name: 'Ada' }), await deliver(one, eventUrl, { name: 'Bo' })]
    for (const id of ids) await until(one, id, 'waiting')
    const [ada = '', bo = ''] = ids
    const ended = one.backend.runs.cancel(ada)
    one.moveClock(2 * DAY)
    await until(one, bo, 'succeeded')
    expect(told(one)).toEqual(['Ada', 'Bo', 'again Bo'])
    for (const act of [one.backend.runs.cancel, one.backend.runs.goOn]) {
      await expect(act(ada)).rejects.toMatchObject({ code: 'run.going-on' })
    }
    letGo()
    await ended
    await until(one, await deliver(one, eventUrl, { name: 'Cy' }), 'waiting')
    expect(await statusOf(one, ada)).toEqual({ is: 'cancelled' })
    expect(told(one)).toEqual(['Ada', 'Bo', 'again Bo', 'Cy'])
    await one.crash()
  })

  test('continues early when a person asks for it', async () => {
    const one = await open()
    const { eventUrl } = await begin(one, { waits: 30 })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await until(one, id, 'waiting')
    await one.backend.runs.goOn(id)
    await until(one, id, 'succeeded')
    // Its end is to be read a little before the disk has it, and it goes on until then.
    await expect.poll(() => one.backend.runs.goOn(id).catch(({ code }) => code)).toBe('run.not-suspended')
    await expect(one.backend.runs.cancel(id)).rejects.toMatchObject({ code: 'run.not-suspended' })
    await one.crash()
  })

  test('is put on hold after it crashed the server once with others and twice alone, and the others continue', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { waits: 0.000_01 })
    const poison = await deliver(first, eventUrl, { name: 'Poison' })
    const other = await deliver(first, eventUrl, { name: 'Ada' })
    for (const id of [poison, other]) await until(first, id, 'waiting')
    await first.crash()
    for (let crash = 0; crash < 3; crash++) {
      const again = await openBackend(folder, (request, signal) =>
        request.body === 'Poison' ? new Promise(() => {}) : taking(request, signal)
      )
      again.moveClock(MINUTE)
      again.backend.recover().catch(() => {})
      await pollUntil(
        () => told(again),
        seen => seen.includes('again Poison')
      )
      await until(again, other, 'succeeded')
      await again.crash()
    }
    const last = await openBackend(folder)
    last.moveClock(MINUTE)
    await last.backend.recover()
    expect(told(last)).toEqual([])
    expect(await statusOf(last, poison)).toMatchObject({ is: 'on-hold', at: ['wait'] })
    await last.backend.runs.goOn(poison)
    await until(last, poison, 'succeeded')
    expect(told(last)).toEqual(['again Poison'])
    await last.crash()
  })

  test('does not count as a crash when the server stops in good order meanwhile', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { waits: 0.000_01 })
    const id = await deliver(first, eventUrl, { name: 'Ada' })
    await until(first, id, 'waiting')
    await first.crash()
    for (let stop = 0; stop < 4; stop++) {
      const again = await openBackend(folder, () => new Promise(() => {}))
      again.moveClock(MINUTE)
      again.backend.recover().catch(() => {})
      await untilTold(again, 1)
      // It waits for what is under way, which here never ends.
      again.backend.stop().catch(() => {})
      await pollUntil(
        () => again.store.waits.due({ to: again.clock(), limit: 1 }),
        ([due]) => due?.starts === 0
      )
      await again.crash()
    }
    const last = await openBackend(folder)
    last.moveClock(MINUTE)
    await last.backend.recover()
    expect(await statusOf(last, id)).toEqual({ is: 'succeeded' })
    await last.crash()
  })
})

describe('a card that failed with a temporary error', () => {
  test('is retried with the same key until it succeeds, and its tries are shown', async () => {
    const { answers, service } = answering(429)
    const one = await open(service)
    const { eventUrl } = await begin(one, {})
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    for (const tried of [1, 2]) {
      const status = await pollUntil(
        async () => (await one.store.runs.find(id))?.status,
        seen => seen?.is === 'waiting' && seen.waitsFor.is === 'retry' && seen.waitsFor.tried === tried
      )
      expect(status).toMatchObject({ at: ['tell'], waitsFor: { of: 9, cause: 'the service answered 429' } })
      if (tried === 2) answers.status = 200
      one.moveClock(MINUTE)
    }
    await until(one, id, 'succeeded')
    expect(new Set(one.sent.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1)
    const step = (await one.backend.runs.get(id)).steps?.find(({ path }) => path[0] === 'tell')
    expect(step).toMatchObject({ tries: [{ status: 429 }, { status: 429 }], requests: [{ status: 200 }] })
    await one.crash()
  })

  test('is put on hold after nine tries, over restarts too, until a person continues or ends it', async () => {
    const { answers, service } = answering(503)
    let one = await open(service)
    const { eventUrl } = await begin(one, { retry: 'always' })
    const [id, other] = [
      await deliver(one, eventUrl, { name: 'Ada' }),
      await deliver(one, eventUrl, { name: 'Bo' })
    ]
    for (const each of [id, other]) await until(one, each, 'waiting')
    let hours = 0
    for (let round = 0; round < 8; round++) {
      await one.crash()
      one = await openBackend(folder, service)
      hours += 13
      one.moveClock(hours * HOUR)
      await one.backend.recover()
    }
    for (const each of [id, other]) {
      expect(await statusOf(one, each)).toMatchObject({
        is: 'on-hold',
        at: ['tell'],
        why: expect.stringMatching(/^“Raw Request” failed 9 times/)
      })
    }
    one.moveClock(10 * DAY)
    answers.status = 200
    await one.backend.runs.goOn(id)
    await until(one, id, 'succeeded')
    await one.backend.runs.cancel(other)
    expect(await statusOf(one, other)).toEqual({ is: 'cancelled' })
    expect((await one.backend.runs.get(other)).steps?.at(-1)?.tries).toHaveLength(9)
    await one.crash()
  })

  test('does not affect other records', async () => {
    const one = await open(async request => ({
      status: request.body === 'Bo' ? 429 : 200,
      headers: {},
      body: ''
    }))
    const { eventUrl } = await begin(one, { event: 'list' })
    const id = await deliver(
      one,
      eventUrl,
      ['Ada', 'Bo', 'Cy'].map(name => ({ name }))
    )
    await untilTold(one, 3)
    const rows = await pollUntil(
      async () => (await one.backend.runs.list({ deliveryId: id, limit: 9 })).rows,
      seen => seen.length === 4 && seen.every(({ status }) => status.is !== 'queued')
    )
    expect(rows.toReversed().map(({ status }) => status.is)).toEqual([
      'succeeded',
      'succeeded',
      'waiting',
      'succeeded'
    ])
    await one.crash()
  })
})

describe('a waiting run with an order key', () => {
  const perKey = { mode: 'serial-per-key', key: '{json.of}' } as const
  const named = (name: string) => ({ name, of: name.charAt(0) })

  test('keeps the order lock, over a restart too, and other keys do not wait for it', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { waits: 1, order: perKey })
    const a1 = await deliver(first, eventUrl, named('a1'))
    await until(first, a1, 'waiting')
    const behind = [await deliver(first, eventUrl, named('a2')), await deliver(first, eventUrl, named('a3'))]
    await until(first, await deliver(first, eventUrl, named('b1')), 'waiting')
    expect(told(first)).toEqual(['a1', 'b1'])
    await first.crash()

    const second = await open()
    behind.push(await deliver(second, eventUrl, named('a4')))
    await until(second, await deliver(second, eventUrl, named('c1')), 'waiting')
    expect(told(second)).toEqual(['c1'])
    for (const id of behind) {
      second.moveClock(DAY + MINUTE)
      await until(second, id, 'waiting')
    }
    expect(told(second).filter(name => /a\d$/.test(name))).toEqual([
      ...['again a1', 'a2', 'again a2', 'a3', 'again a3', 'a4']
    ])
    await second.crash()
  })

  test('releases the order lock when it is put on hold or ended by hand, and the next ones follow in order', async () => {
    const one = await open(async request => ({
      status: request.body === 'a1' ? 503 : 200,
      headers: {},
      body: ''
    }))
    const { eventUrl } = await begin(one, { retry: 'always', order: { mode: 'serial', key: '' } })
    const a1 = await deliver(one, eventUrl, named('a1'))
    await until(one, a1, 'waiting')
    const names = Array.from({ length: 20 }, (_, at) => `b${at}`)
    for (const name of names) await deliver(one, eventUrl, named(name))
    expect(told(one)).toEqual(['a1'])
    await one.backend.runs.cancel(a1)
    await untilTold(one, 21)
    expect(told(one)).toEqual(['a1', ...names])
    await one.crash()
  })

  test('releases the order lock once, though it was due when it was ended by hand', async () => {
    const { shut, letGo } = gate()
    let isHeld = false
    const one = await open(taking, store => ({
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
    const { eventUrl } = await begin(one, { waits: 1, order: { mode: 'serial', key: '' } })
    const a1 = await deliver(one, eventUrl, named('a1'))
    await until(one, a1, 'waiting')
    const a2 = await deliver(one, eventUrl, named('a2'))
    const other = await begin(one, { waits: 1, name: 'Acme IT' })
    const b1 = await deliver(one, other.eventUrl, named('b1'))
    await until(one, b1, 'waiting')
    isHeld = true
    one.moveClock(DAY + MINUTE)
    await one.backend.runs.cancel(a1)
    await until(one, a2, 'waiting')
    letGo()
    await until(one, b1, 'succeeded')
    await deliver(one, eventUrl, named('a3'))
    await until(one, await deliver(one, other.eventUrl, named('b2')), 'waiting')
    expect(told(one)).toEqual(['a1', 'b1', 'a2', 'again b1', 'b2'])
    await one.crash()
  })

  test('releases its order lock later when the store cannot return the next event', async () => {
    let fails = 0
    const one = await open(taking, store => ({
      ...store,
      subscriptions: {
        ...store.subscriptions,
        runningOf: async flowId => {
          if (fails-- > 0) throw new Fault('storage.failed', { why: 'the disk is full' })
          return store.subscriptions.runningOf(flowId)
        }
      }
    }))
    const { eventUrl } = await begin(one, { waits: 1, order: { mode: 'serial', key: '' } })
    const a1 = await deliver(one, eventUrl, named('a1'))
    await until(one, a1, 'waiting')
    const a2 = await deliver(one, eventUrl, named('a2'))
    fails = 1
    await one.backend.runs.cancel(a1)
    expect(one.logged).toContain(
      'The next delivery of an order key could not be read. This is retried automatically.'
    )
    const a3 = await deliver(one, eventUrl, named('a3'))
    expect(told(one)).toEqual(['a1'])
    one.moveClock(MINUTE)
    await until(one, a2, 'waiting')
    expect(told(one)).toEqual(['a1', 'a2'])
    await one.backend.runs.cancel(a2)
    await until(one, a3, 'waiting')
    await one.crash()
  })

  test('releases the order lock when a start puts it on hold', async () => {
    const first = await open()
    const { eventUrl } = await begin(first, { waits: 1, order: { mode: 'serial', key: '' } })
    const a1 = await deliver(first, eventUrl, named('a1'))
    await until(first, a1, 'waiting')
    for (let crash = 0; crash < 3; crash++) await first.store.waits.countStarts([a1])
    await first.crash()
    const second = await openBackend(folder)
    second.moveClock(2 * DAY)
    await second.backend.resume()
    await second.backend.recover()
    expect(await statusOf(second, a1)).toMatchObject({ is: 'on-hold' })
    await until(second, await deliver(second, eventUrl, named('a2')), 'waiting')
    await second.crash()
  })

  test('blocks the other records of its delivery and the next delivery', async () => {
    const first = await open()
    const order = { mode: 'serial', key: '' } as const
    const { eventUrl } = await begin(first, { event: 'list', waits: 1, order })
    const id = await deliver(first, eventUrl, [named('a'), named('b')])
    await untilTold(first, 1)
    await deliver(first, eventUrl, [named('c')])
    await pollUntil(
      () => first.store.waits.orders(),
      orders => orders.length === 1
    )
    await first.crash()
    const second = await open()
    expect(told(second)).toEqual([])
    for (const count of [2, 4]) {
      second.moveClock(DAY + MINUTE)
      await untilTold(second, count)
      await pollUntil(
        () => second.store.waits.next(second.clock()),
        next => next !== null
      )
    }
    expect(told(second)).toEqual(['again a', 'b', 'again b', 'c'])
    expect((await second.backend.runs.list({ deliveryId: id, limit: 9 })).rows).toHaveLength(3)
    await second.crash()
  })
})
