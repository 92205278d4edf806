import { expect, test } from 'vitest'
import { startValuesOf } from './start-values.ts'

/** Effects without a worker thread, so that all bodies are parsed synchronously. */
const here = { bodyThread: null }

/** Returns the headers output of a flow for the given header lines. */
const headersOf = async (headers: string[]) =>
  (
    await startValuesOf(
      here,
      { id: 'd1', method: 'POST', contentType: '', receivedAt: 0 },
      { method: 'POST', query: '', headers, body: new Uint8Array() },
      {}
    )
  ).headers

test('headers have names in lower case, with the values of one name joined', async () => {
  expect(await headersOf(['Host', 'a.example', 'X-Twice', '1', 'x-twice', '2', 'Empty', ''])).toEqual({
    host: 'a.example',
    'x-twice': '1, 2',
    empty: ''
  })
})

test('no header name reaches a prototype', async () => {
  const headers = await headersOf(['__proto__', 'x', 'constructor', 'y'])
  expect(Object.getPrototypeOf(headers)).toBeNull()
  expect(Object.entries(headers ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y']
  ])
})

test('[row 92a, 92b, 92c] a delivery outputs the request and the options that the user chose', () => {
  const body = Buffer.from('{"name":"Ada"}')
  const arrival = { method: 'PUT', query: 'a=1&a=2&b=', headers: ['X-Acme', 'yes'], body }
  const delivery = {
    id: 'd1',
    method: 'PUT',
    contentType: 'application/json',
    receivedAt: Date.UTC(2026, 1, 3, 4, 5, 6, 7)
  }
  expect(startValuesOf(here, delivery, arrival, { kind: 'user.created' })).toEqual({
    'option.kind': 'user.created',
    body: { name: 'Ada' },
    headers: { 'x-acme': 'yes' },
    query: { a: ['1', '2'], b: '' },
    method: 'PUT',
    receivedAt: '2026-02-03T04:05:06.007Z'
  })
})

test('a delivery without a query has an empty one', () => {
  const arrival = { method: 'POST', query: '', headers: [], body: new Uint8Array() }
  const delivery = { id: 'd1', method: 'POST', contentType: '', receivedAt: 0 }
  expect(startValuesOf(here, delivery, arrival, {})).toMatchObject({ query: {}, body: null })
})
