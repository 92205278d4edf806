import { problemsOf } from '@hookwright/engine'
import { type FakeEffects, fakeEffects, flowOf, runWith } from '@hookwright/engine/testing'
import { listOf, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { forEach } from '../for-each/card.ts'
import { forEachIgnoreErrors } from '../for-each-ignore-errors/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { listFilterCustom } from '../list-filter-custom/card.ts'
import { listMap } from '../list-map/card.ts'
import { listReduce } from '../list-reduce/card.ts'
import { mapToList } from '../map-to-list/card.ts'
import { rawRequest } from '../raw-request/card.ts'
import { repeat } from '../repeat/card.ts'
import { returnCard } from '../return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { LIST } from './each-card.ts'

const greet = flowOf(
  put(helperFlow, 'start', { config: { inputs: [field('who', 'Who')] } }),
  put(rawRequest, 'send', {
    config: { method: 'POST', expectJson: false },
    inputs: { url: text('/greet/', pill('start', 'who')) }
  }),
  put(returnCard, 'return', {
    config: { fields: [field('greeting', 'Greeting')] },
    inputs: { greeting: text('Dear ', pill('start', 'who')) }
  })
)
const catalog = catalogWithFlows(cardSpecs, { greet })

const going = (spec: typeof forEach, config: { atOnce?: number }) =>
  flowOf(
    put(helperFlow, 'start', { config: { inputs: [field('names', 'Names', { dataType: listOf('text') })] } }),
    put(spec, 'each', {
      config: { flowId: 'greet', ...config },
      inputs: { [LIST]: pill('start', 'names'), who: pill('each', 'item') }
    })
  )

const names = Array.from({ length: 250 }, (_, index) => `n${index}`)

/**
 * Creates a service that collects requests until no more arrive, then answers them in reverse order. Requests
 * for the names in `refused` get status 422.
 */
const makeService = (refused: string[] = []): FakeEffects & { most: () => number } => {
  let most = 0
  const open: (() => void)[] = []
  const answerAll = async (): Promise<void> => {
    const before = open.length
    await new Promise(resolve => setImmediate(resolve))
    if (open.length !== before) return
    most = Math.max(most, open.length)
    for (const answer of open.splice(0).reverse()) answer()
  }
  const fx = fakeEffects(
    ({ url }) =>
      new Promise(resolve => {
        const status = refused.some(name => url === `/greet/${name}`) ? 422 : 200
        open.push(() => resolve({ status, headers: {}, body: '' }))
        void answerAll()
      })
  )
  return { ...fx, most: () => most }
}

const run = async (spec: typeof forEach, config: { atOnce?: number }, fx: FakeEffects) => {
  const flows = new Map([['greet', greet]])
  return await runWith(going(spec, config), { names }, { specs: cardSpecs, catalog, flows, fx })
}

describe.each([forEach, forEachIgnoreErrors, listMap])('[row 76a, 76b] $title', spec => {
  test.each([1, 7, 200])('runs at most %d items at the same time, and lists them in order', async atOnce => {
    const service = makeService()
    const { status, steps } = await run(spec, { atOnce }, service)
    expect(status).toEqual({ is: 'succeeded' })
    expect(service.most()).toBe(atOnce)
    const sent = steps.filter(({ path }) => path[2] === 'send').map(({ path }) => path[1])
    expect(sent).toEqual(names.map((_, index) => index))
    const outputs = { 'for-each': {}, 'for-each-ignore-errors': { errors: [] } }[spec.type]
    expect(steps[1]?.outputs).toEqual(outputs ?? { greeting: names.map(name => `Dear ${name}`) })
  })

  test('accepts 1 to 200 items at the same time, and one for a card that was saved without a number', async () => {
    const service = makeService()
    expect((await run(spec, {}, service)).status).toEqual({ is: 'succeeded' })
    expect(service.most()).toBe(1)
    for (const atOnce of [0, 201, 1.5, -1]) {
      expect(spec.readConfig({ flowId: 'greet', atOnce }).ok).toBe(false)
      expect(problemsOf(going(spec, { atOnce }), cardSpecs, catalog)).toMatchObject([
        {
          code: 'card-config',
          card: 'each',
          message: expect.stringMatching(/\. Enter (another one|a number from 1 to 200)\.$/)
        }
      ])
    }
  })
})

test.each([forEach, listMap])(
  '$title fails with the first failed item, and starts no further group',
  async spec => {
    const service = makeService(['n12', 'n15'])
    const { status } = await run(spec, { atOnce: 10 }, service)
    expect(status).toMatchObject({ is: 'failed', at: ['each', 12, 'send'], fault: { code: 'http.status' } })
    expect(service.sent).toHaveLength(20)
  }
)

test('For Each - Ignore Errors lists errors in the order of the items', async () => {
  const { status, steps } = await run(
    forEachIgnoreErrors,
    { atOnce: 10 },
    makeService(['n15', 'n12', 'n249'])
  )
  expect(status).toEqual({ is: 'succeeded' })
  expect(steps[1]?.outputs).toMatchObject({ errors: [{ index: 12 }, { index: 15 }, { index: 249 }] })
})

test('cards whose items depend on each other run them in sequence', () => {
  for (const spec of [listReduce, repeat])
    expect(spec.readConfig({ flowId: 'greet', atOnce: 2 }).ok).toBe(false)
  for (const spec of [listFilterCustom, mapToList])
    expect(spec.readConfig({ flowId: 'greet', atOnce: 2 }).ok).toBe(true)
})
