import { problemsOf } from '@hookwright/engine'
import { fakeEffects, flowOf, runWith } from '@hookwright/engine/testing'
import { type Bindings, type Flow, type Json, literal, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, put } from '../testing.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { rawRequest } from './card.ts'

const value = (...path: string[]) => pill('event', 'body', path)

const fresh = rawRequest.blank().config

const flowWith = (config: Record<string, Json>, inputs: Bindings) =>
  flowOf(
    put(webhookEvent, 'event'),
    put(rawRequest, 'send', { config, inputs: { url: literal('/things'), ...inputs } })
  )

/** Returns the problems of the request card only, because the flow has no return card. */
const problemsIn = (doc: Flow) =>
  problemsOf(doc, cardSpecs, catalogWithFlows(cardSpecs, {})).filter(({ card }) => card === 'send')

const send = async (config: Record<string, Json>, inputs: Bindings, body: Json) => {
  const fx = fakeEffects()
  const outcome = await runWith(flowWith(config, inputs), { body }, { specs: cardSpecs, fx })
  return { outcome, sent: fx.sent[0] }
}

const posting = { ...fresh, method: 'POST', expectJson: false }
const event = { name: 'Ada "A" Lo', tags: ['a', 'b'], user: { id: 7 }, none: null }

// review: services 3
describe('a JSON body with values in it', () => {
  const body = text('{"say":"Dear ', value('name'), '","user":', value('user'), ',"x":', value('none'), '}')

  test.each(['auto', 'json'])('is sent as JSON, with the values filled in: %s', async bodyFormat => {
    const { sent } = await send({ ...posting, bodyFormat }, { body }, event)
    expect(JSON.parse(sent?.body ?? '')).toEqual({ say: 'Dear Ada "A" Lo', user: { id: 7 }, x: null })
    expect(sent?.headers['Content-Type']).toBe('application/json')
  })

  test('has no problem on the canvas with an object in it', () => {
    const doc = flowWith(posting, { body })
    expect(problemsIn(doc)).toEqual([])
  })

  test('of a card from before formats existed is sent as before', async () => {
    const old = { method: 'POST', expectJson: false }
    const { sent } = await send(old, { body: text('{"say":"', value('name'), '"}') }, event)
    expect(sent?.body).toBe('{"say":"Ada "A" Lo"}')
    const raw = await send(old, { body: text('{"json":', value('text'), '}') }, { text: '{"a":1}' })
    expect(raw.sent?.body).toBe('{"json":{"a":1}}')
  })

  test('that is not valid JSON is a problem if the format is JSON', () => {
    const config = { ...posting, bodyFormat: 'json' }
    const wrong = flowWith(config, { body: text('{"a": ', value('name')) })
    expect(problemsIn(wrong)).toMatchObject([
      { card: 'send', field: 'body', message: expect.stringContaining('the body is not a JSON object') }
    ])
  })

  test('with a single text is a JSON string, unless the text is JSON', async () => {
    const config = { ...posting, bodyFormat: 'json' }
    expect((await send(config, { body: value('name') }, event)).sent?.body).toBe('"Ada \\"A\\" Lo"')
    expect((await send(config, { body: value('name') }, { name: '[1]' })).sent?.body).toBe('[1]')
  })
})

// review: services 5
describe('a body made of form fields', () => {
  const form = [
    { id: 'a', name: 'grant_type' },
    { id: 'b', name: 'who' },
    { id: 'c', name: 'tag' },
    { id: 'd', name: 'none' }
  ]
  const inputs = {
    a: literal('client_credentials'),
    b: text('Dear ', value('name')),
    c: value('tags'),
    d: value('none')
  }

  test('is URL-encoded', async () => {
    const { sent } = await send({ ...posting, bodyFormat: 'form', form }, inputs, event)
    expect(sent?.body).toBe('grant_type=client_credentials&who=Dear+Ada+%22A%22+Lo&tag=a&tag=b')
    expect(sent?.headers['Content-Type']).toBe('application/x-www-form-urlencoded')
  })

  test('is multipart, with files', async () => {
    const file = { name: 'a.csv', type: 'text/csv', content: 'id\r\n1' }
    const config = { ...posting, bodyFormat: 'multipart', form }
    const { sent } = await send(config, { ...inputs, b: value('file') }, { ...event, file })
    const type = sent?.headers['Content-Type'] ?? ''
    const read = await new Response(sent?.body, { headers: { 'content-type': type } }).formData()
    expect(read.getAll('tag')).toEqual(['a', 'b'])
    const part = read.get('who')
    expect(part instanceof Blob ? await part.text() : part).toBe('id\r\n1')
  })

  test('excludes Body, and is not available for GET', () => {
    const both = flowWith({ ...posting, bodyFormat: 'form', form }, { ...inputs, body: literal('x') })
    expect(problemsIn(both)).toMatchObject([
      { field: 'body', message: expect.stringContaining('Body is ignored') }
    ])
    const get = flowWith({ ...fresh, bodyFormat: 'form', form }, inputs)
    expect(problemsIn(get)).toMatchObject([{ field: 'body' }])
  })

  test('with an object is not sent, and says why', async () => {
    const { outcome, sent } = await send(
      { ...posting, bodyFormat: 'form', form },
      { b: value('user') },
      event
    )
    expect(sent).toBeUndefined()
    expect(outcome.status).toMatchObject({ fault: { code: 'card.input-type', details: { field: 'who' } } })
  })
})

// review: services 5
test('values in the URL are encoded, and a mapped method is sent', async () => {
  const url = text('/users/', value('name'), '?q=', value('tags', 'x'))
  const { sent } = await send({ ...posting, method: 'mapped' }, { url, method: literal('patch') }, event)
  expect(sent).toMatchObject({ method: 'PATCH', url: '/users/Ada%20%22A%22%20Lo?q=' })
  const wrong = await send({ ...posting, method: 'mapped' }, { url, method: literal('BREW') }, event)
  expect(wrong.outcome.status).toMatchObject({
    fault: { message: expect.stringContaining('Map one of GET, HEAD, POST, PUT, PATCH, DELETE') }
  })
})

test('plain text is sent as plain text, also where it reads as JSON', async () => {
  const { sent } = await send({ ...posting, bodyFormat: 'text' }, { body: literal('{"a":1}') }, event)
  expect(sent).toMatchObject({ body: '{"a":1}', headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
})
