import { base64Of, bytesOf } from '@hookwright/model'
import { expect, test } from 'vitest'
import { readRequest, writeRequest } from './read-request.ts'

test('a request is read as HTTP writes it', () => {
  const text = 'POST /hook?tenant=7 HTTP/1.1\r\nHost: acme.example\r\nX-Signature: a:b\r\n\r\n{"id":7}\n'
  expect(readRequest(text)).toEqual({
    ok: true,
    request: {
      method: 'POST',
      query: 'tenant=7',
      headers: ['Host', 'acme.example', 'X-Signature', 'a:b'],
      body: '{"id":7}\n'
    }
  })
})

test('a request may have no body and no headers', () => {
  expect(readRequest('get /?challenge=x')).toEqual({
    ok: true,
    request: { method: 'GET', query: 'challenge=x', headers: [], body: '' }
  })
})

test('a curl command is read with its quotes and its lines', () => {
  const text = `curl -sS -X PUT 'https://acme.example/in?x=1' \\
  -H "X-Note: say \\"hi\\"" \\
  --header 'Content-Type: application/json' \\
  --data-raw '{"name":"Jo"}'`
  expect(readRequest(text)).toEqual({
    ok: true,
    request: {
      method: 'PUT',
      query: 'x=1',
      headers: ['X-Note', 'say "hi"', 'Content-Type', 'application/json'],
      body: '{"name":"Jo"}'
    }
  })
})

test('a curl command with a body is a POST unless it says otherwise', () => {
  expect(readRequest('curl https://acme.example -d a=1 -d b=2')).toMatchObject({
    request: { method: 'POST', body: 'a=1&b=2' }
  })
  expect(readRequest('curl https://acme.example')).toMatchObject({ request: { method: 'GET' } })
})

test.each([
  [
    'letters together, their values right behind them',
    `curl -sSXPUT -H'X-Note: a' -d'{"a":1}' https://acme.example/in?x=1`,
    { method: 'PUT', query: 'x=1', body: '{"a":1}', headers: expect.arrayContaining(['X-Note', 'a']) }
  ],
  [
    'a body is a form unless it is said what it is',
    'curl https://acme.example -d payload=1',
    { headers: ['Content-Type', 'application/x-www-form-urlencoded'] }
  ],
  [
    'JSON',
    `curl --json '{"a":1}' https://acme.example/in`,
    { method: 'POST', body: '{"a":1}', headers: ['Content-Type', 'application/json'] }
  ],
  [
    'an option behind the address, and who one is',
    'curl https://acme.example/in?x=1 -u me:pw -o out.json --aws-sigv4 aws:amz',
    { query: 'x=1', headers: ['Authorization', 'Basic bWU6cHc='] }
  ],
  [
    'what a browser copies',
    `curl 'https://acme.example/' --data-raw $'it\\'s \\u0021\\r\\n' -b 'a=1'`,
    { body: "it's !\r\n", headers: expect.arrayContaining(['Cookie', 'a=1']) }
  ],
  [
    'data that goes into the query, and is encoded',
    'curl -G https://acme.example/in?x=1 --data-urlencode "note=a b"',
    { method: 'GET', query: 'x=1&note=a%20b', body: '', headers: [] }
  ],
  ['a sign that there is not', "curl https://acme.example -d $'\\Uffffffff'", { method: 'POST' }],
  ['a raw body that begins as a file does', 'curl https://acme.example --data-raw @x', { body: '@x' }],
  ['only the headers asked for, behind a prompt', '$ curl -I https://acme.example', { method: 'HEAD' }]
])('a curl command is read as curl does it: %s', (_, text, request) => {
  expect(readRequest(text)).toMatchObject({ ok: true, request })
})

test.each([
  ['', 'Paste a request'],
  ['{"id":7}', 'The first line should be the method'],
  ['POST /\nno header here', '“no header here” is no header'],
  ['curl -X POST', 'names no address'],
  ["curl 'https://acme.example", 'has no end'],
  ['curl https://acme.example -d @body.json', 'the file body.json'],
  ['curl https://acme.example -F file=@a.png', 'paste the request as HTTP writes it'],
  // Else the body would be a header, and nothing would have a body.
  ['POST /\nContent-Type: application/json\n{"id":7}', '“{"id":7}” is no header']
])('what cannot be read is told: %j', (text, message) => {
  const read = readRequest(text)
  expect(read.ok ? '' : read.message).toContain(message)
})

test('a delivery is written so that it reads as the same request', () => {
  const request = {
    method: 'POST',
    query: 'a=1',
    headers: ['X-Id', '7'],
    base64: base64Of(bytesOf('{"name":"Zoë"}'))
  }
  expect(readRequest(writeRequest(request))).toEqual({
    ok: true,
    request: { method: 'POST', query: 'a=1', headers: ['X-Id', '7'], body: '{"name":"Zoë"}' }
  })
  expect(writeRequest({ ...request, base64: '/w==' })).toContain('(1 bytes that are no text)')
})
