import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { RawRequestConfig } from './card.ts'
import { firstOfBody, readAnswer } from './read-answer.ts'

test('a body is shown on one line', () => {
  expect(firstOfBody('{\n  "error": "no\tsuch\u0000hook"\r\n}\n')).toBe('{ "error": "no such hook" }')
})

test('an empty body is shown as such', () => {
  expect(firstOfBody(' \n')).toBe('an empty body')
})

test('at most 300 characters are shown, and no character is cut in two', () => {
  expect(firstOfBody('😀'.repeat(400))).toBe('😀'.repeat(300))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), body => {
      const shown = firstOfBody(body)
      expect([...shown].length).toBeLessThanOrEqual(300)
      expect(shown).not.toMatch(/[\n\r\0]/)
    })
  )
})

const request: HttpRequest = {
  method: 'POST',
  url: '/hooks',
  query: {},
  headers: {},
  body: null,
  authenticate: true,
  timeout: 30_000
}

const read = (
  answer: Partial<HttpResponse> & { type?: string },
  config: Partial<RawRequestConfig> = {},
  method: HttpRequest['method'] = 'POST'
): ReturnType<typeof readAnswer> => {
  const { status = 200, type, body = '', headers = {}, url } = answer
  return readAnswer(
    { ...request, method },
    {
      status,
      headers: type === undefined ? headers : { ...headers, 'content-type': type },
      body,
      ...(url === undefined ? {} : { url })
    },
    { ...RawRequestConfig.parse({}), ...config }
  )
}

test.each([
  'application/json',
  'Application/JSON; charset=utf-8',
  'application/vnd.acme.v2+json',
  'text/json ;charset=utf-8'
])('a body of the type %s is read as JSON', type => {
  expect(read({ type, body: '{"id":42}' })).toEqual({
    statusCode: 200,
    headers: { 'content-type': type },
    body: '{"id":42}',
    json: { id: 42 }
  })
})

test.each(['text/html', 'application/json-seq', 'application/jsonp', 'application/x-json'])(
  'a successful body of the type %s is refused when JSON is expected, and otherwise passed on as text',
  type => {
    expect(() => read({ type, body: '{}' })).toThrow(
      `POST /hooks was answered with ${type} instead of JSON. Check that the URL is the one of the API.`
    )
    expect(read({ type, body: '{}' }, { expectJson: false })).toMatchObject({ body: '{}', json: null })
  }
)

test('a body without a type is refused when JSON is expected', () => {
  expect(() => read({ body: '{}' })).toThrow('POST /hooks was answered with a body of no stated type instead')
})

test.each(['', '\r\n'])('the empty body %j is accepted', body => {
  expect(read({ type: 'text/html', body })).toMatchObject({ statusCode: 200, json: null })
  expect(read({ type: 'application/json', body })).toMatchObject({ statusCode: 200, json: null })
})

test('a body with a wrong JSON type is refused when JSON is expected, and otherwise passed on as text', () => {
  const answer = { type: 'application/json', body: '<html>' }
  expect(() => read(answer)).toThrow(
    'POST /hooks returned a body declared as JSON that cannot be read: it is not valid JSON.'
  )
  expect(read(answer, { expectJson: false })).toMatchObject({ body: '<html>', json: null })
})

test.each([400, 404, 500, 599])(
  'a %d answer is a fault, or is passed on if any response is accepted',
  status => {
    const answer = { status, type: 'text/plain', body: 'no such\nhook' }
    expect(() => read(answer)).toThrow(`POST /hooks was answered with ${status}: no such hook`)
    expect(read(answer, { failOnError: false })).toMatchObject({ statusCode: status, body: 'no such\nhook' })
  }
)

test('an error in JSON is parsed when it is passed on', () => {
  const answer = { status: 409, type: 'application/problem+json', body: '{"title":"taken"}' }
  expect(read(answer, { failOnError: false }).json).toEqual({ title: 'taken' })
})

test.each([304, 399])('a %d answer is no fault, whatever its type', status => {
  expect(read({ status, type: 'text/html', body: 'moved' })).toMatchObject({ statusCode: status })
})

test.each([301, 302, 303, 307, 308])(
  'a redirect with %d of an unsafe method is a fault, or is passed on if any response is accepted',
  status => {
    const answer = { status, type: 'text/html', body: 'moved', headers: { location: '/elsewhere' } }
    expect(() => read(answer)).toThrow(`POST /hooks was answered with ${status}, a redirect to /elsewhere`)
    expect(() => read({ status })).toThrow(expect.objectContaining({ code: 'http.redirected' }))
    expect(read(answer, { failOnError: false })).toMatchObject({ statusCode: status })
    expect(read(answer, {}, 'GET')).toMatchObject({ statusCode: status })
  }
)

test('a fault names the address that answered, if it is known', () => {
  const answer = { status: 403, body: 'no', url: 'https://api.acme.example/hooks' }
  expect(() => read(answer)).toThrow('POST https://api.acme.example/hooks was answered with 403: no')
})

test('an event stream is text, or the JSON of its last event or of all', () => {
  const body = 'event: progress\ndata: {"done":1}\n\nid: 2\ndata: {"result":{"ok":true}}\n\n'
  const answer = { type: 'text/event-stream; charset=utf-8', body }
  expect(() => read(answer)).toThrow('was answered with text/event-stream; charset=utf-8 instead of JSON')
  expect(read(answer, { expectJson: false }).json).toBeNull()
  expect(read(answer, { eventStream: 'last' }).json).toEqual({ result: { ok: true } })
  expect(read(answer, { eventStream: 'all' }).json).toEqual([
    { event: 'progress', id: '', data: { done: 1 } },
    { event: 'message', id: '2', data: { result: { ok: true } } }
  ])
  expect(read({ type: 'application/json', body: '{"id":1}' }, { eventStream: 'last' }).json).toEqual({
    id: 1
  })
})

test('a stream without an event is not JSON', () => {
  const answer = { type: 'text/event-stream', body: ': only a comment\n\n' }
  expect(() => read(answer, { eventStream: 'last' })).toThrow('instead of JSON')
})

test.each([
  ['{"error":"channel_not_found","ok":false}', 'error', 'channel_not_found'],
  ['{"error":{"message":"Method not found"}}', 'error', 'Method not found'],
  [
    '{"error":{"code":-32602,"message":"Bad arguments"}}',
    'error',
    'Bad arguments {"code":-32602,"message":"Bad arguments"}'
  ],
  ['{"errors":[{"message":"No such field"}]}', 'errors', 'No such field'],
  ['{"errors":[{"message":"No such field"}]}', 'errors[0].message', 'No such field'],
  ['{"failed":7}', 'failed', '7']
])('an error in %s at %s is a fault despite the status', (body, errorAt, said) => {
  const answer = { type: 'application/json', body }
  expect(() => read(answer, { errorAt })).toThrow(
    expect.objectContaining({
      code: 'http.error-in-body',
      message: `POST /hooks was answered with 200 and an error: ${said}`
    })
  )
  expect(read(answer)).toMatchObject({ statusCode: 200 })
})

test.each(['{}', '{"error":null}', '{"error":""}', '{"error":false}', '{"error":[]}', '{"error":{}}', '[1]'])(
  'no error is found in %s',
  body => {
    expect(read({ type: 'application/json', body }, { errorAt: 'error' })).toMatchObject({ statusCode: 200 })
  }
)

test('an error is found in the last event of a stream', () => {
  const answer = { type: 'text/event-stream', body: 'data: {"error":{"message":"Too late"}}\n\n' }
  expect(() => read(answer, { errorAt: 'error', eventStream: 'last' })).toThrow('and an error: Too late')
})

test('a body is parsed once, also with an error path', () => {
  const parse = vi.spyOn(JSON, 'parse')
  read({ type: 'application/json', body: '{"id":42}' }, { errorAt: 'error' })
  expect(parse.mock.calls.filter(([body]) => body === '{"id":42}')).toHaveLength(1)
  parse.mockRestore()
})
