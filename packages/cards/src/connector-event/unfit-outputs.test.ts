import { type Catalog, deployedKeyOf, emptyCatalog, signatureOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import {
  type Card,
  type DataType,
  type Flow,
  type Json,
  listOf,
  literal,
  one,
  packConversionErrors,
  parseJson,
  pill,
  text
} from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { base64 } from '../base64/card.ts'
import { callFlow } from '../call-flow/card.ts'
import { compose } from '../compose/card.ts'
import { forEach } from '../for-each/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { jsonStringify } from '../json-stringify/card.ts'
import { LIST } from '../kernel/each-card.ts'
import { returnCard } from '../return/card.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { connectorEvent } from './card.ts'

const eventFlow = (declared: DataType, runMode = false): Flow => {
  const value = (key: string) => (runMode ? pill('return', 'record', [key]) : pill('event', 'body', [key]))
  const user = {
    id: 'user',
    name: 'User',
    fields: [field('name', 'name'), field('created', 'created', { dataType: declared })]
  }
  return flowOf(
    put(webhookEvent, 'event'),
    put(returnOutputs, 'return', {
      config: { groups: [user], runMode },
      inputs: {
        ...(runMode ? { list: pill('event', 'body') } : {}),
        name: value('name'),
        created: value('created')
      }
    })
  )
}

const around = (doc: Flow): Catalog => {
  const found = signatureOf({ id: 'created', name: 'User created', doc }, cardSpecs)
  if (found === null) throw new Error('The event flow has a start card.')
  const event = { ...found, connectorName: 'Acme HR', needsConnection: false }
  return { ...emptyCatalog, events: new Map([[deployedKeyOf('v1', 'created'), event]]) }
}

const start = (runMode: 'each' | 'list' = 'each'): Card =>
  put(connectorEvent, 'start', {
    title: 'User created',
    config: {
      connectorId: 'acme',
      eventFlowId: 'created',
      versionId: 'v1',
      connectionId: null,
      runMode
    }
  })

const reading = (field: string): Card =>
  put(compose, 'say', { title: 'Say hello', inputs: { text: text('Hello ', pill('start', field)) } })

const run = (doc: Flow, values: Record<string, unknown>, cards: Card[], mode?: 'each' | 'list') =>
  runWith(flowOf(start(mode), ...cards), values, {
    specs: cardSpecs,
    catalog: around(doc),
    flows: new Map([['created', doc]])
  })

const cases: [string, DataType, string, string, string][] = [
  ['Text that was only ever null, and an object', one('text'), '{"id":1}', 'an Object', 'Text'],
  [
    'a list that was only ever empty, and a list of objects',
    listOf('text'),
    '[{"id":1}]',
    'an Object',
    'Text'
  ],
  ['a small id, and one beyond 2^53', one('number'), '9007199254740993', 'Text', 'Number'],
  ['a date, and an empty text', one('date'), '""', 'Text', 'Date & Time'],
  ['a date, and a plain day', one('date'), '"2026-01-02"', 'Text', 'Date & Time'],
  ['a date, and an epoch', one('date'), '1767323045', 'a Number', 'Date & Time'],
  ['True/False, and 1', one('boolean'), '1', 'a Number', 'True/False'],
  ['a Number, and an empty text', one('number'), '""', 'Text', 'Number'],
  ['a Number, and one with a comma', one('number'), '"1,5"', 'Text', 'Number'],
  ['an Object, and an empty list', one('object'), '[]', 'a list', 'Object'],
  ['a list, and one value', listOf('text'), '"admin"', 'Text', 'List of Text']
]

const bodyWith = (sent: string) => {
  const read = parseJson(`{"name":"Ada","created":${sent}}`)
  if (!read.ok) throw new Error('The body is JSON.')
  return { delivery: { body: read.value } }
}

// review: services 1
describe('an output with a value that does not fit its declared type', () => {
  test.each(cases)('%s: a flow that uses another output succeeds', async (_, declared, sent) => {
    const outcome = await run(eventFlow(declared), bodyWith(sent), [reading('name')])
    expect(outcome.status).toEqual({ is: 'succeeded', unfitOutputs: 1 })
    const [event, returned, said] = outcome.steps
    expect(event?.outputs).toEqual({ name: 'Ada', created: null })
    const marked = { label: 'created', path: ['created'] }
    expect(event?.conversionErrors).toMatchObject([marked])
    expect(JSON.stringify(outcome.steps.map(step => step.outputs))).not.toContain('created":{')
    expect([returned, said].map(step => step?.status)).not.toContain('failed')
  })

  test.each(cases)(
    '%s: only the card that reads it fails, and says why',
    async (_, declared, sent, found, wanted) => {
      const outcome = await run(eventFlow(declared), bodyWith(sent), [reading('created')])
      const place = sent.startsWith('[{') ? ' at “[0]”' : ''
      expect(outcome.status).toMatchObject({
        is: 'failed',
        at: ['say'],
        fault: {
          code: 'card.output-type',
          message: `The output “created” of “User created” is declared as ${wanted}, but its value is ${found}${place}. “Say hello” uses it in “Text”: map another value there, or ask the maker of the connector to change the type.`
        }
      })
    }
  )

  test('is null without an error if it is missing', async () => {
    const outcome = await run(eventFlow(one('date')), { delivery: { body: { name: 'Ada' } } }, [
      reading('created')
    ])
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(outcome.steps[0]?.conversionErrors).toBeUndefined()
  })
})

// review: trial 6
describe('a required input that is mapped from an event', () => {
  const encoded = put(base64, 'encode', { inputs: { text: pill('start', 'name') } })

  test.each([
    ['is empty', null, 'card.body-unread', 'the body of the request is empty'],
    ['is not JSON', 'name=Ada', 'card.body-unread', 'the body of the request could not be read as JSON'],
    ['lacks the place', { nick: 'Ada' }, 'card.input-missing', 'is required but received no value']
  ])('fails the run with the reason where the body %s', async (_, body, code, reason) => {
    const outcome = await run(eventFlow(one('text')), { delivery: { body } }, [encoded])
    expect(outcome.status).toMatchObject({
      is: 'failed',
      fault: { code, message: expect.stringContaining(reason) }
    })
    expect(JSON.stringify(outcome.status)).toContain('The input “Text” of the card “')
  })
})

// review: services 1
describe('an output with a guessed type', () => {
  const guessed: Flow = JSON.parse(
    JSON.stringify(eventFlow(one('date'))).replace('"label":"created"', '"label":"created","guessed":true')
  )

  test.each(cases)('accepts any value until the type is confirmed: %s', async (_, _declared, sent) => {
    const body = bodyWith(sent)
    const outcome = await run(guessed, body, [
      put(jsonStringify, 'json', { inputs: { value: pill('start', 'created') } })
    ])
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(outcome.steps[0]?.conversionErrors).toBeUndefined()
    expect(outcome.steps[0]?.outputs).toEqual(body.delivery.body)
  })

  test('is Any for cards that read it', () => {
    const event = around(guessed).events.get(deployedKeyOf('v1', 'created'))
    const ports = connectorEvent.ports(start().config, around(guessed))
    expect(event?.outputs[0]?.fields[1]).toMatchObject({ guessed: true, dataType: one('date') })
    expect(ports?.outputs.find(({ id }) => id === 'created')?.type).toEqual({ kind: 'any', list: false })
  })
})

// review: services 1
describe('with Run mode', () => {
  const doc = eventFlow(one('number'), true)
  const body = [
    { name: 'Ada', created: 1 },
    { name: 'Eve', created: 'new' }
  ]

  test('a record keeps its fitting values, also after it was stored', async () => {
    const { result } = await runWith(doc, { body }, { specs: cardSpecs })
    const records = result?.records as Record<string, Json>[]
    expect(records).toEqual([
      { name: 'Ada', created: 1 },
      { name: 'Eve', created: null }
    ])
    const stored = JSON.parse(JSON.stringify(records.map(packConversionErrors)))
    expect(await run(doc, { record: stored[1] }, [reading('name')])).toMatchObject({
      status: { is: 'succeeded' },
      steps: [{ outputs: { name: 'Eve', created: null }, conversionErrors: [{ path: ['created'] }] }, {}]
    })
    expect((await run(doc, { record: stored[0] }, [reading('created')])).status.is).toBe('succeeded')
    const failed = await run(doc, { record: stored[1] }, [reading('created')])
    expect(failed.status).toMatchObject({ fault: { details: { output: 'created', found: 'Text' } } })
  })

  test('in a list of records only the item that is read can fail', async () => {
    const direct = await run(
      doc,
      { delivery: { body } },
      [put(compose, 'say', { inputs: { text: text(pill('start', 'records', [0, 'created'])) } })],
      'list'
    )
    expect(direct.status).toEqual({ is: 'succeeded', unfitOutputs: 1 })
    expect(direct.steps[0]?.conversionErrors).toMatchObject([{ path: ['records', 1, 'created'] }])
    const failed = await run(
      doc,
      { delivery: { body } },
      [put(compose, 'say', { inputs: { text: text(pill('start', 'records', [1, 'created'])) } })],
      'list'
    )
    expect(failed.status).toMatchObject({ is: 'failed', at: ['say'], fault: { code: 'card.output-type' } })
  })

  test('a whole list that is passed on has null for a value that did not fit', async () => {
    const outcome = await run(
      doc,
      { delivery: { body } },
      [put(jsonStringify, 'json', { inputs: { value: pill('start', 'records') } })],
      'list'
    )
    expect(outcome.status).toEqual({ is: 'succeeded', unfitOutputs: 1 })
    expect(JSON.stringify(outcome.steps.at(-1)?.outputs)).toContain('null')
    expect(JSON.stringify(outcome.steps.at(-1)?.outputs)).not.toContain('wanted')
  })
})

// review: services 1
test('an item of a list keeps its error through For Each', async () => {
  const greet = flowOf(
    put(helperFlow, 'start', { config: { inputs: [field('who', 'Who')] } }),
    put(compose, 'say', { inputs: { text: pill('start', 'who') } })
  )
  const doc = eventFlow(one('number'), true)
  const catalog = {
    ...around(doc),
    ...catalogWithFlows(cardSpecs, { greet }, { events: around(doc).events })
  }
  const flows = new Map([
    ['created', doc],
    ['greet', greet]
  ])
  const body = [
    { name: 'Ada', created: 1 },
    { name: 'Eve', created: 'new' }
  ]
  const going = (key: string) =>
    runWith(
      flowOf(
        start('list'),
        put(forEach, 'each', {
          title: 'Each user',
          config: { flowId: 'greet' },
          inputs: { [LIST]: pill('start', 'records'), who: pill('each', 'item', [key]) }
        })
      ),
      { delivery: { body } },
      { specs: cardSpecs, catalog, flows }
    )
  expect((await going('name')).status).toEqual({ is: 'succeeded', unfitOutputs: 1 })
  expect((await going('created')).status).toMatchObject({
    at: ['each'],
    fault: {
      code: 'card.output-type',
      message: expect.stringContaining(
        'The output “created” of “Each user” is declared as Number, but its value is Text in item 2.'
      )
    }
  })
})

// review: services 1
test('an output of a helper flow that does not fit fails only the card that reads it', async () => {
  const split = flowOf(
    put(helperFlow, 'start', { config: { inputs: [field('in', 'In', { dataType: one('object') })] } }),
    put(returnCard, 'return', {
      config: { fields: [field('good', 'Good'), field('bad', 'Bad', { dataType: one('number') })] },
      inputs: { good: literal('yes'), bad: pill('start', 'in', ['bad']) }
    })
  )
  const parts = {
    specs: cardSpecs,
    catalog: catalogWithFlows(cardSpecs, { split }),
    flows: new Map([['split', split]])
  }
  const reads = (output: string) =>
    runWith(
      flowOf(
        put(webhookEvent, 'event'),
        put(callFlow, 'call', {
          title: 'Split it',
          config: { flowId: 'split' },
          inputs: { in: pill('event', 'body') }
        }),
        put(compose, 'say', { inputs: { text: pill('call', output) } })
      ),
      { body: { bad: 'x' } },
      parts
    )
  expect((await reads('good')).status).toEqual({ is: 'succeeded', unfitOutputs: 1 })
  expect((await reads('bad')).status).toMatchObject({
    at: ['say'],
    fault: { code: 'card.output-type', details: { source: 'Split it', output: 'Bad' } }
  })
})
