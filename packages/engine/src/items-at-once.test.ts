import { type Flow, pill, SECOND } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from './card/card-effects.ts'
import { smallCards } from './testing/small-cards.ts'
import {
  FAKE_START,
  type FakeEffects,
  fakeEffects,
  flowOf,
  memoryJournal,
  runPatientlyWith,
  runWith
} from './testing.ts'

const card = (id: string, type: string, inputs: Flow['cards'][string]['inputs'] = {}) => ({
  id,
  type,
  config: {},
  inputs
})
const calling = (id: string, type: 'several' | 'lenient', atOnce: number, flowId = 'helper') => ({
  ...card(id, type),
  config: { flowId, atOnce }
})

/** Flow that sends its input to the service. */
const sending = flowOf(
  card('start', 'start'),
  card('send', 'send', { value: pill('start', 'in') }),
  card('return', 'return', { value: pill('send', 'out', ['index']) })
)
const flows = new Map([['helper', sending]])

const indexOf = ({ body }: HttpRequest): number => JSON.parse(body ?? 'null').index
const echoed = ({ body }: HttpRequest): HttpResponse => ({ status: 200, headers: {}, body: body ?? '' })

/** Creates a service with manually triggered responses. It counts the requests in progress. */
const makeService = () => {
  const waiting = new Map<number, () => void>()
  return {
    underWay: () => [...waiting.keys()],
    let: (index: number) => waiting.get(index)?.(),
    answer: (request: HttpRequest) =>
      new Promise<HttpResponse>(resolve => {
        const index = indexOf(request)
        waiting.set(index, () => {
          waiting.delete(index)
          resolve(echoed(request))
        })
      })
  }
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve))
}

describe('items of a card that runs several at the same time', () => {
  test('run in groups, with their results and steps in the order of the items', async () => {
    const service = makeService()
    const outcome = runWith(
      flowOf(calling('all', 'several', 3)),
      {},
      { specs: smallCards, flows, fx: fakeEffects(service.answer) }
    )
    await turns()
    expect(service.underWay()).toEqual([0, 1, 2])
    service.let(2)
    service.let(0)
    await turns()
    expect(service.underWay()).toEqual([1])
    service.let(1)
    await turns()
    expect(service.underWay()).toEqual([3])
    service.let(3)
    const { status, steps } = await outcome
    expect(status).toEqual({ is: 'succeeded' })
    const outputs = [0, 1, 2, 3].map(value => ({ kind: 'outputs', outputs: { value } }))
    expect(steps[0]?.outputs).toEqual({ out: outputs })
    expect(steps.map(({ path }) => path.join(' '))).toEqual([
      'all',
      ...[0, 1, 2, 3].flatMap(index => ['start', 'send', 'return'].map(id => `all ${index} ${id}`))
    ])
  })

  test('fail the card with the first failed item, after the items of its group have ended', async () => {
    const fx = fakeEffects(request =>
      indexOf(request) === 1 || indexOf(request) === 2
        ? { status: 422, headers: {}, body: '' }
        : echoed(request)
    )
    const { status, steps } = await runWith(
      flowOf(calling('all', 'several', 3)),
      {},
      { specs: smallCards, flows, fx }
    )
    expect(status).toMatchObject({ is: 'failed', at: ['all', 1, 'send'], fault: { code: 'http.status' } })
    expect(fx.sent.map(indexOf)).toEqual([0, 1, 2])
    expect(steps.filter(step => step.status === 'failed').map(({ path }) => path.join(' '))).toEqual([
      'all',
      'all 1 send',
      'all 2 send'
    ])
  })

  test('are caught one by one if errors are ignored', async () => {
    const fx = fakeEffects(request =>
      indexOf(request) % 2 === 1 ? { status: 422, headers: {}, body: '' } : echoed(request)
    )
    const { status, steps } = await runWith(
      flowOf(calling('all', 'lenient', 200)),
      {},
      { specs: smallCards, flows, fx }
    )
    expect(status).toEqual({ is: 'succeeded' })
    expect(Object(steps[0]?.outputs).out).toMatchObject([
      { kind: 'outputs' },
      { kind: 'failed', error: { code: 'http.status' } },
      { kind: 'outputs' },
      { kind: 'failed', error: { code: 'http.status' } }
    ])
  })

  test('send earlier random values unchanged after a crash', async () => {
    const flow = flowOf(card('draw', 'draw'), {
      ...calling('all', 'several', 4),
      inputs: { value: pill('draw', 'out') }
    })
    const bodies = new Map<number, Set<string | null>>()
    const journal = memoryJournal()
    for (const crashes of [true, false]) {
      let ids = crashes ? 0 : 100
      const fx = fakeEffects(request => {
        bodies.set(indexOf(request), (bodies.get(indexOf(request)) ?? new Set()).add(request.body))
        return echoed(request)
      })
      const record = async () => {
        throw new Error('crash')
      }
      await runWith(
        flow,
        {},
        {
          specs: smallCards,
          flows,
          fx: { ...fx, newId: () => `id-${ids++}` },
          journal: crashes ? { ...journal, record } : journal
        }
      )
    }
    expect([...bodies.values()].map(sent => sent.size)).toEqual([1, 1, 1, 1])
  })

  test('of nested cards share the limit of a run', async () => {
    let [now, most] = [0, 0]
    const answer = async (request: HttpRequest) => {
      most = Math.max(most, ++now)
      await turns()
      now--
      return echoed(request)
    }
    const wrapped = (flowId: string) =>
      flowOf(card('start', 'start'), calling('inner', 'several', 200, flowId))
    const names = ['helper', 'first', 'second', 'third']
    const nested = new Map([
      ...flows,
      ...names.slice(1).map((name, at) => [name, wrapped(names[at] ?? '')] as const)
    ])
    const wide = flowOf(calling('all', 'several', 200, 'third'))
    const parts = { specs: smallCards, flows: nested, fx: fakeEffects(answer) }
    expect((await runWith(wide, {}, parts)).status).toEqual({ is: 'succeeded' })
    // Three cards of four items leave three of 200 for a fourth card.
    expect(most).toBe(192)
  })

  test('that all wait are suspended together, each for its own time', async () => {
    const waiting = new Map([['helper', flowOf(card('start', 'start'), card('wait', 'wait'))]])
    const fx = fakeEffects()
    const outcome = await runPatientlyWith(
      flowOf(calling('all', 'several', 4)),
      {},
      { specs: smallCards, flows: waiting, fx, journal: memoryJournal() }
    )
    expect(outcome).toMatchObject({
      at: ['all', 0, 'wait'],
      others: [1, 2, 3].map(index => ({ at: ['all', index, 'wait'], wait: { waitsFor: { is: 'time' } } }))
    })
    expect(outcome.steps.filter(step => step.status === 'waiting')).toHaveLength(5)
  })

  test('that are retried are each retried at their own time', async () => {
    const log: [index: number, at: number][] = []
    const fx: FakeEffects = {
      ...fakeEffects(),
      random: () => 0,
      http: async request => {
        const index = indexOf(request)
        const isFirst = log.every(([other]) => other !== index)
        log.push([index, (fx.clock() - FAKE_START) / SECOND])
        return isFirst
          ? { status: 503, headers: { 'retry-after': `${10 + index}` }, body: '' }
          : echoed(request)
      }
    }
    const journal = memoryJournal()
    const flow = flowOf(calling('all', 'several', 4))
    let outcome = await runPatientlyWith(flow, {}, { specs: smallCards, flows, fx, journal })
    while ('wait' in outcome && outcome.status.is === 'waiting') {
      expect(outcome.status.waitsFor).toMatchObject({ is: 'retry', card: 'A send', tried: 1 })
      journal.keep(outcome)
      fx.moveClock(outcome.status.until - fx.clock())
      const patience = { before: outcome.steps, woken: { at: outcome.at, anew: false } }
      outcome = await runPatientlyWith(flow, {}, { specs: smallCards, flows, fx, journal }, patience)
    }
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(log.slice(0, 4).map(([index]) => index)).toEqual([0, 1, 2, 3])
    expect(log.slice(4)).toEqual([
      [0, 10],
      [1, 11],
      [2, 12],
      [3, 13]
    ])
  })

  test('share one count of steps', async () => {
    const parts = { specs: smallCards, flows, fx: fakeEffects(echoed), fuel: 8 }
    const outcome = await runWith(flowOf(calling('all', 'several', 4)), {}, parts)
    expect(outcome.status).toMatchObject({ is: 'failed', fault: { code: 'run.fuel' } })
  })
})
