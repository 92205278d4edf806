import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { CardEffects } from '@hookwright/engine'
import { fakeEffects, runCardAlone } from '@hookwright/engine/testing'
import type { Json, JsonObject } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawRequest } from './card.ts'

interface Received {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

const received: Received[] = []

const answers: Record<string, (response: ServerResponse) => void> = {
  '/json': response => response.setHeader('Content-Type', 'application/json').end('{"id":42}'),
  '/html': response => response.setHeader('Content-Type', 'text/html').end('<p>Sign in</p>'),
  '/none': response => response.writeHead(204).end(),
  '/gone': response => response.writeHead(410, { 'Content-Type': 'text/plain' }).end('long\ngone')
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url, headers } = request
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    answers[url?.split('?')[0] ?? '']?.(response)
  })
})

let base = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address === 'object' && address !== null) base = `http://127.0.0.1:${address.port}`
})

afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})

const http: CardEffects['http'] = async (request, signal) => {
  const url = new URL(request.url, base)
  for (const [key, value] of Object.entries(request.query))
    for (const item of [value].flat()) url.searchParams.append(key, item)
  const { method, headers, body } = request
  const answer = await fetch(url, { method, headers, body, signal })
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
}

const send = (config: JsonObject, inputs: Record<string, Json>): Promise<Record<string, unknown>> => {
  received.length = 0
  return runCardAlone(rawRequest, config, inputs, { ...fakeEffects(), http })
}

test('a POST of an object arrives as JSON with its headers, query and key, and its JSON answer is read', async () => {
  const given = await send(
    { method: 'POST' },
    {
      url: '/json',
      query: { tag: ['a b', 'c&d'], page: 2 },
      headers: { 'X-Count': 3, 'X-Name': 'Zoë' },
      body: { name: 'Zoë', tags: [] }
    }
  )
  expect(received).toHaveLength(1)
  expect(received[0]).toMatchObject({
    method: 'POST',
    url: '/json?tag=a+b&tag=c%26d&page=2',
    body: '{"name":"Zoë","tags":[]}',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': 'run-1/card',
      'x-count': '3',
      'x-name': 'Zoë'
    }
  })
  expect(given).toMatchObject({ statusCode: 200, body: '{"id":42}', json: { id: 42 } })
  expect(given.headers).toHaveProperty('content-type', 'application/json')
})

test('text arrives byte for byte under the content type that is mapped', async () => {
  await send(
    { method: 'PUT' },
    { url: '/none', headers: { 'Content-Type': 'text/csv' }, body: 'name\r\n"Ada, Zoë"\r\n' }
  )
  expect(received[0]).toMatchObject({ method: 'PUT', body: 'name\r\n"Ada, Zoë"\r\n' })
  expect(received[0]?.headers['content-type']).toBe('text/csv')
})

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
  'a %s without a body arrives without one',
  async method => {
    expect(await send({ method }, { url: '/none' })).toMatchObject({ statusCode: 204, body: '', json: null })
    expect(received[0]).toMatchObject({ method, body: '' })
    expect(received[0]?.headers['content-type']).toBeUndefined()
    expect(received[0]?.headers['idempotency-key']).toBe(method === 'GET' ? undefined : 'run-1/card')
  }
)

test('a header with a line break in it never reaches the service', async () => {
  const inputs = { url: '/none', headers: { 'X-Name': 'a\r\nX-Evil: 1' } }
  await expect(send({ method: 'POST' }, inputs)).rejects.toThrow(
    'http.header: The header “X-Name” cannot be sent'
  )
  expect(received).toEqual([])
})

test('a sign-in page instead of JSON and a refusal are faults that name the request', async () => {
  await expect(send({}, { url: `${base}/html` })).rejects.toThrow(
    `http.not-json: GET ${base}/html was answered with text/html instead of JSON`
  )
  await expect(send({ method: 'DELETE' }, { url: '/gone' })).rejects.toThrow(
    'http.status: DELETE /gone was answered with 410: long gone'
  )
})

test('both are passed on when that is wanted', async () => {
  expect(await send({ expectJson: false }, { url: '/html' })).toMatchObject({
    body: '<p>Sign in</p>',
    json: null
  })
  expect(await send({ failOnError: false }, { url: '/gone' })).toMatchObject({
    statusCode: 410,
    body: 'long\ngone'
  })
})
