import { createHash } from 'node:crypto'
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
  bytes: Buffer
}

const received: Received[] = []

const answers: Record<string, (response: ServerResponse) => void> = {
  '/json': response => response.setHeader('Content-Type', 'application/json').end('{"id":42}'),
  '/html': response => response.setHeader('Content-Type', 'text/html').end('<p>Sign in</p>'),
  '/files/logo%20%C3%BC.png': response => response.setHeader('Content-Type', 'image/png').end(png),
  '/export': response =>
    response
      .setHeader('Content-Type', 'text/csv; charset=utf-8')
      .setHeader(
        'Content-Disposition',
        `attachment; filename="x.csv"; filename*=UTF-8''..%2Fbericht%20%C3%BC.csv`
      )
      .end('id\r\n1'),
  '/refused': response =>
    response.setHeader('Content-Type', 'application/json').end('{"error":"No such export"}'),
  '/none': response => response.writeHead(204).end(),
  '/gone': response => response.writeHead(410, { 'Content-Type': 'text/plain' }).end('long\ngone')
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff, 0xfe])

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url, headers } = request
    const bytes = Buffer.concat(chunks)
    received.push({ method, url, headers, body: bytes.toString(), bytes })
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
  const { method, headers } = request
  const body = request.bytes === undefined ? request.body : Buffer.from(request.bytes)
  const answer = await fetch(url, { method, headers, body, signal })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const got = { status: answer.status, headers: Object.fromEntries(answer.headers) }
  return { ...got, body: Buffer.from(bytes).toString(), ...(request.wantsBytes && { bytes }) }
}

const send = (config: JsonObject, inputs: Record<string, Json>): Promise<Record<string, unknown>> => {
  received.length = 0
  return runCardAlone(rawRequest, config, inputs, { ...fakeEffects(), http })
}

test('a POST of an object arrives as JSON with its headers, query and key, and its JSON answer is read', async () => {
  const outputs = await send(
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
  expect(outputs).toMatchObject({ statusCode: 200, body: '{"id":42}', json: { id: 42 } })
  expect(outputs.headers).toHaveProperty('content-type', 'application/json')
})

test('text arrives byte for byte with the mapped content type', async () => {
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

test('both are passed on if any response is accepted', async () => {
  expect(await send({ expectJson: false }, { url: '/html' })).toMatchObject({
    body: '<p>Sign in</p>',
    json: null
  })
  expect(await send({ failOnError: false }, { url: '/gone' })).toMatchObject({
    statusCode: 410,
    body: 'long\ngone'
  })
})

test('a picture in a form arrives with its bytes, its name and its type', async () => {
  const form = [
    { id: 'note', name: 'note' },
    { id: 'file', name: 'upload' }
  ]
  const file = { name: 'a "ü".png', type: 'image/png', encoding: 'base64', content: png.toString('base64') }
  await send({ method: 'POST', bodyFormat: 'multipart', form }, { url: '/none', note: 'Zoë', file })
  const [got] = received
  const read = await new Response(Uint8Array.from(got?.bytes ?? []), {
    headers: { 'content-type': got?.headers['content-type'] ?? '' }
  }).formData()
  const sent = read.get('upload')
  expect(read.get('note')).toBe('Zoë')
  expect(sent).toMatchObject({ name: 'a "ü".png', type: 'image/png' })
  expect(sent instanceof Blob ? Buffer.from(await sent.arrayBuffer()) : null).toEqual(png)
})

test('a response as a file has its bytes, its name and its type', async () => {
  const config = { asFile: true }
  expect(await send(config, { url: '/files/logo%20%C3%BC.png' })).toEqual({
    statusCode: 200,
    headers: expect.objectContaining({ 'content-type': 'image/png' }),
    file: {
      id: createHash('sha256').update(png).digest('hex'),
      name: 'logo ü.png',
      type: 'image/png',
      size: 11,
      encoding: 'base64',
      content: png.toString('base64')
    }
  })
  expect(await send(config, { url: '/export' })).toMatchObject({
    file: { name: 'bericht ü.csv', type: 'text/csv', size: 5 }
  })
  expect(await send(config, { url: '/none' })).toMatchObject({ statusCode: 204, file: null })
  await expect(send(config, { url: '/gone' })).rejects.toThrow('answered with 410: long gone')
})

test('an error in place of a file fails the card, and other JSON is a file', async () => {
  const config = { asFile: true, errorAt: 'error' }
  await expect(send(config, { url: '/refused' })).rejects.toThrow('No such export')
  expect(await send(config, { url: '/json' })).toMatchObject({ file: { type: 'application/json', size: 9 } })
})
