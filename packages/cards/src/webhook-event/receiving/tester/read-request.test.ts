import { base64Of, bytesOf } from '@hookwright/model'
import { expect, test } from 'vitest'
import { readRequest, writeRequest } from './read-request.ts'

test('a request is read as HTTP text', () => {
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

test('a request can be without a body and headers', () => {
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

test('a curl command with a body is a POST unless it names another method', () => {
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
  ['only the headers asked for, behind a prompt', '$ curl -I https://acme.example', { method: 'HEAD' }],
  [
    'signs by their number, and what bash knows no other sign for',
    String.raw`curl https://acme.example -d $'\U0001F600 \xc3\xa9 \xe9 \303\251 \e \q \X41'`,
    { body: '😀 é é é \x1b \\q \\X41' }
  ],
  ['a line that goes on in single quotes', "curl https://acme.example -d 'a\\\nb'", { body: 'a\\\nb' }],
  ['a line that goes on in double quotes', 'curl https://acme.example -d "a\\\nb"', { body: 'ab' }],
  ['a line that goes on in a word', 'curl https://acme.example -d a\\\nb', { body: 'ab' }],
  ['a line that goes on alone', 'curl \\\n \\\r\n acme.example/in?x=1', { query: 'x=1' }],
  [
    'what Windows takes apart, as a browser copies it',
    String.raw`curl ^"https://acme.example/in?x=1^&y=2^" ^
  -H ^"X-Note: it's^" ^
  --data-raw ^"^{^\^"a^\^":^\^"^%^20b^\^\n^\^"^}^"`,
    {
      query: 'x=1&y=2',
      headers: expect.arrayContaining(['X-Note', "it's"]),
      body: String.raw`{"a":"%20b\n"}`
    }
  ],
  [
    'what Windows takes apart, written by hand',
    String.raw`curl "https://acme.example/in?x=1" ^
  -H "X-Note: a^b" -d "{\"a\":1}"`,
    { query: 'x=1', body: '{"a":1}', headers: expect.arrayContaining(['X-Note', 'a^b']) }
  ],
  [
    'headers without a value, and those that are not to be sent',
    "curl https://acme.example -H 'X-Empty;' -H 'Content-Type:' -H none -d x",
    { headers: ['X-Empty', ''] }
  ],
  [
    'every sign encoded, also one that is none',
    `curl https://acme.example --data-urlencode "a=it's (b)*!" --data-urlencode $'=\\ud83d'`,
    { body: 'a=it%27s%20%28b%29%2A%21&%EF%BF%BD' }
  ],
  ['an address with a place in the page', "curl 'https://acme.example/in?x=1#/y?z=2'", { query: 'x=1' }],
  ['a place in the page that looks like a query', "curl 'https://acme.example/#/y?z=2'", { query: '' }],
  [
    'what comes behind it',
    'curl https://acme.example -d x | jq -e .id; curl https://acme.example -d y',
    { body: 'x', headers: ['Content-Type', 'application/x-www-form-urlencoded'] }
  ],
  ['its end right behind a word', 'curl https://acme.example -d x; echo', { body: 'x' }],
  ['what follows when it went well', 'curl https://acme.example -d x && curl -d y', { body: 'x' }]
])('a curl command is read like curl does: %s', (_, text, request) => {
  expect(readRequest(text)).toMatchObject({ ok: true, request })
})

test.each([
  ['', 'Paste a request'],
  ['{"id":7}', 'The first line must be the method'],
  ['POST /\nno header here', '“no header here” is not a header'],
  ['curl -X POST', 'has no URL'],
  ["curl 'https://acme.example", 'unclosed quote'],
  ['curl https://acme.example -d @body.json', 'the file body.json'],
  ['curl https://acme.example --data-urlencode note@note.txt', 'the file note.txt'],
  [
    'curl https://acme.example -H @headers.txt',
    'The curl command reads the headers from the file headers.txt'
  ],
  ['curl https://acme.example -F file=@a.png', 'Paste the raw HTTP request'],
  // Else the body would be a header, and nothing would have a body.
  ['POST /\nContent-Type: application/json\n{"id":7}', '“{"id":7}” is not a header']
])('an invalid request is reported: %j', (text, message) => {
  const read = readRequest(text)
  expect(read.ok ? '' : read.message).toContain(message)
})

test.each([
  ['single quotes', (body: string) => `'${body}'`],
  ['double quotes', (body: string) => `"${body}"`],
  ['$ and single quotes', (body: string) => `$'${body}'`],
  ['no quotes', (body: string) => body]
])('a body of 20 MB is read in %s', (_, quoted) => {
  const body = 'x'.repeat(20_000_000)
  const read = readRequest(`curl https://acme.example -d ${quoted(body)}`)
  // Not compared as a whole: the message of a failure would be as long.
  expect(read.ok && read.request.body === body).toBe(true)
})

test('a delivery is written as text that reads as the same request', () => {
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
  expect(writeRequest({ ...request, base64: '/w==' })).toContain('(1 bytes of binary data)')
})
