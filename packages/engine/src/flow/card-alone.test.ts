import { type Card, literal, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { emptyCatalog } from '../card/catalog.ts'
import { specsOf } from '../card/define-card.ts'
import { noJournal } from '../card/journal.ts'
import { prepareFlows } from '../run/prepare-flows.ts'
import { runCard } from '../run/run-flow.ts'
import { smallCards } from '../testing/small-cards.ts'
import { fakeEffects, flowOf } from '../testing.ts'
import { mayHaveSideEffects, whyNotAlone } from './card-alone.ts'

const specs = specsOf(smallCards)

const card = (id: string, type: string, inputs: Card['inputs'] = {}, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  config: {},
  inputs,
  ...parts
})

const send = card('send', 'send', { value: text('Hello ', pill('start', 'in')) })
const flow = flowOf(card('start', 'start'), send, card('late', 'echo', { value: pill('send', 'out') }))

const alone = (id: string, before: [string, Record<string, unknown>][], drawn = flow) => {
  const fx = fakeEffects(({ body }) => ({ status: 200, headers: {}, body: body ?? 'null' }))
  const prepared = prepareFlows({ specs, catalog: emptyCatalog, flows: new Map() })
  return runCard(drawn, id, new Map(before), {
    prepared,
    fx,
    journal: noJournal,
    flowId: 'flow-1',
    runId: 'run-1',
    everywhere: {},
    signal: new AbortController().signal,
    fuel: 100
  })
}

describe('a card that is run alone', () => {
  test('reads the given outputs of earlier cards, and no other card runs', async () => {
    expect(await alone('send', [['start', { in: 'Acme' }]])).toMatchObject({
      status: { is: 'succeeded' },
      steps: [
        {
          path: ['send'],
          outputs: { out: 'Hello Acme' },
          requests: [{ method: 'POST', url: '/things', status: 200 }]
        }
      ]
    })
  })

  test('changes none of the given values, and reads nothing if none are given', async () => {
    const before = new Map([['start', { in: 'Acme' }]])
    await alone('send', [...before])
    expect([...before.keys()]).toEqual(['start'])
    expect((await alone('late', [])).steps).toMatchObject([{ path: ['late'], outputs: { out: null } }])
  })

  test('fails in the same way as in a run', async () => {
    const amount = flowOf(card('amount', 'number', { n: literal('many') }))
    expect(await alone('amount', [], amount)).toMatchObject({
      status: { is: 'failed', at: ['amount'], fault: { code: 'card.input-type' } },
      result: null
    })
  })
})

test('is refused with a sentence if it starts a flow, is silent or is unknown', () => {
  expect(whyNotAlone(card('start', 'start'), specs)).toMatch(/start values of the flow/)
  expect(whyNotAlone(card('note', 'note'), specs)).toMatch(/has no effect/)
  expect(whyNotAlone(card('odd', 'of-another-age'), specs)).toMatch(/does not have its card type/)
  expect(whyNotAlone(send, specs)).toBeNull()
})

test('can have side effects if it sends a request, or contains an active card that does', () => {
  const holding = (inner: Partial<Card>) => {
    const fork = card('fork', 'fork', {}, { blocks: [{ id: 'then', strip: ['send'], joins: {} }] })
    const cards = { fork, send: { ...send, ...inner } }
    return mayHaveSideEffects({ ...flowOf(fork), cards }, fork, specs)
  }
  expect(mayHaveSideEffects(flow, send, specs)).toBe(true)
  expect(mayHaveSideEffects(flow, card('late', 'echo'), specs)).toBe(false)
  expect(mayHaveSideEffects(flow, card('odd', 'of-another-age'), specs)).toBe(false)
  expect([holding({}), holding({ skipped: true })]).toEqual([true, false])
})
