import { type Binding, type Card, type Flow, type Path, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { startReadsOf } from './start-reads.ts'
import { startValuesOf } from './start-values.ts'

/** Effects without a worker thread, so that all bodies are parsed synchronously. */
const here = { bodyThread: null }

const card = (id: string, type: string, inputs: Record<string, Binding>): Card => ({
  id,
  type,
  config: {},
  inputs
})

const flowOf = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: ['event', ...cards.map(({ id }) => id)],
  cards: Object.fromEntries([card('event', 'webhook-event', {}), ...cards].map(each => [each.id, each]))
})

const reading = (...bindings: Binding[]): Flow =>
  flowOf(card('compose', 'compose', Object.fromEntries(bindings.map((binding, at) => [`in${at}`, binding]))))

const ofBody = (...paths: Path[]) =>
  startReadsOf(reading(...paths.map(path => pill('event', 'body', path)))).ofBody

describe('the reads of an event flow', () => {
  test('are the pills of its start card, alone or in a text', () => {
    const flow = reading(
      pill('event', 'body', ['user', 'id']),
      text('Hello ', { kind: 'pill', card: 'event', field: 'headers', path: ['x-acme'] }),
      pill('compose', 'out', ['not', 'read'])
    )
    expect(startReadsOf(flow)).toMatchObject({
      outputs: new Set(['body', 'headers']),
      ofBody: [{ name: 'user', of: [{ name: 'id', of: null }] }]
    })
  })

  test('include pills that are joined at the end of a block', () => {
    const branch: Card = {
      ...card('if', 'if-else', {}),
      blocks: [{ id: 'then', strip: [], joins: { out: pill('event', 'query', ['page']) } }]
    }
    expect(startReadsOf(flowOf(branch)).outputs).toEqual(new Set(['query']))
  })

  test('are the whole body if a card takes it whole, or takes an item of it as a list', () => {
    expect(ofBody(['user'], [])).toBeNull()
    expect(ofBody([0, 'user'])).toBeNull()
  })
})

describe('the input of a flow from a delivery', () => {
  const delivery = { id: 'd1', method: 'POST', contentType: 'application/json', receivedAt: 0 }
  const arrivalOf = (body: string) => ({
    method: 'POST',
    query: 'a=1',
    headers: ['X-Acme', 'yes'],
    body: new TextEncoder().encode(body)
  })
  const valuesFor = async (flow: Flow, body: string, contentType = delivery.contentType) =>
    startValuesOf(
      here,
      { ...delivery, contentType },
      arrivalOf(body),
      { kind: 'created' },
      startReadsOf(flow)
    )

  test('contains the parts that it reads and no others', async () => {
    const flow = reading(pill('event', 'body', ['user', 'id']))
    expect(await valuesFor(flow, '{"user":{"id":7,"name":"Ada"},"at":1}')).toEqual({
      'option.kind': 'created',
      method: 'POST',
      body: { user: { id: 7 } }
    })
    expect(
      await valuesFor(flow, '{"user":{"id":7,"name":"Ada"}}', 'application/vnd.acme+json')
    ).toMatchObject({
      body: { user: { id: 7 } }
    })
  })

  test('contains the body as text if it is not JSON', async () => {
    expect(await valuesFor(reading(pill('event', 'body', ['id'])), '{"id":7')).toMatchObject({
      body: '{"id":7'
    })
  })

  test('can have a list as its body', async () => {
    expect(await valuesFor(reading(pill('event', 'body', ['id'])), '[{"id":7}]')).toMatchObject({
      body: [{ id: 7 }]
    })
  })

  test('leaves out a body that the flow does not read', async () => {
    expect(await valuesFor(reading(pill('event', 'headers', ['x-acme'])), '{"id":7}')).toEqual({
      'option.kind': 'created',
      method: 'POST',
      body: null,
      headers: { 'x-acme': 'yes' }
    })
  })
})
