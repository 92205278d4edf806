import { expect, test } from 'vitest'
import { arrivedOf } from './request-details.ts'

const arrive = (contentType: string, body: Uint8Array) =>
  arrivedOf(
    { bodyThread: null },
    { id: '01900000-0000-7000-8000-000000000001', contentType, size: body.byteLength },
    { method: 'POST', headers: [], query: '', body } as never
  )

const latin = Buffer.from('{"name":"caf\xe9"}', 'latin1')

test('bytes that are invalid in the charset of a text are noted, since replacement characters take their place', async () => {
  expect((await arrive('application/json', latin)).hasInvalidBytes).toBe(true)
  expect((await arrive('text/plain', latin)).hasInvalidBytes).toBe(true)
})

test('a valid text in its own charset, and a file, have no such note', async () => {
  expect((await arrive('text/plain; charset=iso-8859-1', latin)).hasInvalidBytes).toBe(false)
  expect((await arrive('application/json', Buffer.from('{"name":"café"}'))).hasInvalidBytes).toBe(false)
  expect((await arrive('application/octet-stream', latin)).hasInvalidBytes).toBe(false)
})
