import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EventAnswer } from '@hookwright/backend'
import { Fault } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { respond } from '../http/written.ts'
import { writtenAnswer } from './answer.ts'

/**
 * Sends an answer over a real connection and returns the response. `before` contains headers that other code
 * has already set.
 */
const heard = async (answer: EventAnswer, before: Record<string, string> = {}): Promise<Response> => {
  const server = createServer((_, response) => {
    for (const [name, value] of Object.entries(before)) response.setHeader(name, value)
    respond(response, writtenAnswer(answer))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}/`)
}

const said = (over: Partial<Extract<EventAnswer, { is: 'said' }>>): EventAnswer => ({
  is: 'said',
  status: 200,
  headers: [],
  body: '',
  deliveryId: null,
  ...over
})

test('an answer has the status, the headers, the body and the length of the body', async () => {
  const answer = await heard(
    said({ status: 202, headers: [{ name: 'X-Hook', value: 'a' }], body: 'déjà vu' })
  )
  expect(answer.status).toBe(202)
  expect(answer.headers.get('x-hook')).toBe('a')
  expect(answer.headers.get('content-length')).toBe('9')
  expect(await answer.text()).toBe('déjà vu')
})

test('the last of two headers of one name is sent', async () => {
  const headers = [
    { name: 'X-Hook', value: 'first' },
    { name: 'x-other', value: 'other' },
    { name: 'x-hook', value: 'last' }
  ]
  for (const before of [{}, { connection: 'close' }]) {
    const answer = await heard(said({ headers, body: 'yes' }), before)
    expect(answer.headers.get('x-hook')).toBe('last')
    expect(answer.headers.get('x-other')).toBe('other')
  }
})

test('an answer with a status without a body has no Content-Length', async () => {
  const answer = await heard(said({ status: 204, body: 'not to be sent' }))
  expect(answer.status).toBe(204)
  expect(answer.headers.get('content-length')).toBeNull()
})

// review: services 8
test('a refusal without a body has its status and headers, and nothing else', async () => {
  const fault = new Fault('event-url.refused')
  const answer = await heard({
    is: 'fault',
    fault,
    status: 401,
    retryAfter: null,
    bare: true,
    deliveryId: null
  })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-length')).toBe('0')
  expect(answer.headers.get('content-type')).toBeNull()
  expect(await answer.text()).toBe('')
  const busy = new Fault('event-url.busy', { seconds: 3 })
  const later = await heard({
    is: 'fault',
    fault: busy,
    status: 503,
    retryAfter: 3,
    bare: true,
    deliveryId: null
  })
  expect([later.status, later.headers.get('retry-after')]).toEqual([503, '3'])
})
