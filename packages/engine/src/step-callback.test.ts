import { type Card, Fault, type Flow, type StepPath } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import type { HttpResponse } from './card/card-effects.ts'
import { smallCards } from './testing/small-cards.ts'
import { fakeEffects, flowOf, runWith } from './testing.ts'

const card = (id: string, type: string, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  config: {},
  inputs: {},
  ...parts
})
const answer = (status: number): HttpResponse => ({ status, headers: {}, body: '{}' })

/** Runs a flow and returns the outcome with all calls of the step observer (`told`). */
const lookOn = async (flow: Flow, fx = fakeEffects(() => answer(201))) => {
  const heard: string[] = []
  const outcome = await runWith(
    flow,
    {},
    {
      specs: smallCards,
      fx,
      flows: new Map([['helper', flowOf(card('inner', 'send'))]]),
      told: ({ path, status, requests }, moment) => {
        const words = moment === 'sent' ? (requests?.at(-1)?.status ?? 'no answer yet') : status
        heard.push(`${path.join('/')} ${moment}${moment === 'begun' ? '' : `: ${words}`}`)
      }
    }
  )
  return { heard, outcome }
}

const requestsOf = (steps: { path: StepPath; requests?: object[] }[], path: string) =>
  steps.find(step => step.path.join('/') === path)?.requests

describe('step callbacks', () => {
  test('report the begin, the requests and the end of each step, in order', async () => {
    const { heard } = await lookOn(
      flowOf(
        card('start', 'start'),
        card('left-out', 'echo', { skipped: true }),
        card('call', 'call', { config: { flowId: 'helper' } })
      )
    )
    expect(heard).toEqual([
      'start begun',
      'start ended: succeeded',
      'left-out begun',
      'left-out ended: skipped',
      'call begun',
      'call/inner begun',
      'call/inner sent: no answer yet',
      'call/inner sent: 201',
      'call/inner ended: succeeded',
      'call ended: succeeded'
    ])
  })

  test('report a step that fails', async () => {
    const { heard } = await lookOn(
      flowOf(card('ask', 'send')),
      fakeEffects(() => answer(500))
    )
    expect(heard.slice(-2)).toEqual(['ask sent: 500', 'ask ended: failed'])
  })
})

describe('a step', () => {
  test('keeps its request with status, time and size, without the query', async () => {
    const fx = fakeEffects(() => {
      fx.moveClock(40)
      return answer(201)
    })
    const specs = smallCards.map(spec =>
      spec.type === 'send'
        ? {
            ...spec,
            execute: async ({ http }: Parameters<NonNullable<typeof spec.execute>>[0]) => {
              const request = { query: {}, headers: {}, body: null, authenticate: true, timeout: 1_000 }
              await http({ ...request, method: 'GET', url: 'https://acme.test/hooks?key=s3cret#part' })
              await http({ ...request, method: 'DELETE', url: '/hooks/1' })
              return { kind: 'outputs' as const, outputs: {} }
            }
          }
        : spec
    )
    const outcome = await runWith(flowOf(card('ask', 'send')), {}, { specs, fx })
    const sent = { status: 201, bytes: { sent: 0, got: 2 } }
    expect(requestsOf(outcome.steps, 'ask')).toEqual([
      { ...sent, method: 'GET', url: 'https://acme.test/hooks', from: 0, to: 40 },
      { ...sent, method: 'DELETE', url: '/hooks/1', from: 40, to: 80 }
    ])
  })

  test('keeps a request without an answer too', async () => {
    const fx = fakeEffects(() => {
      fx.moveClock(7)
      throw new Fault('http.no-answer', { method: 'POST', url: '/things', why: 'it closed the connection.' })
    })
    const { outcome } = await lookOn(flowOf(card('ask', 'send')), fx)
    expect(requestsOf(outcome.steps, 'ask')).toEqual([
      { method: 'POST', url: '/things', status: null, from: 0, to: 7, bytes: { sent: expect.any(Number) } }
    ])
  })

  test('that fails keeps the answer, without values for the client only and without half a word', async () => {
    const long = `${'ü '.repeat(1_999)}and a-secret-of-which-half-would-stay`
    const fx = fakeEffects(() => ({
      status: 422,
      headers: { 'Content-Type': 'text/plain', 'set-cookie': 'id=1', 'x-why': 'no room' },
      body: long
    }))
    const { outcome } = await lookOn(flowOf(card('ask', 'send')), fx)
    expect(requestsOf(outcome.steps, 'ask')).toEqual([
      {
        method: 'POST',
        url: '/things',
        status: 422,
        from: 0,
        to: 0,
        bytes: { sent: expect.any(Number), got: long.length + 1_999 },
        reply: {
          headers: { 'content-type': 'text/plain', 'x-why': 'no room' },
          body: 'ü '.repeat(1_999),
          cut: true
        }
      }
    ])
  })

  test('of a card that sends nothing has no requests', async () => {
    const { outcome } = await lookOn(flowOf(card('a', 'echo')))
    expect(outcome.steps).toEqual([
      { path: ['a'], status: 'succeeded', from: 0, to: 0, outputs: { out: null } }
    ])
  })
})
