import { curlOf } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CurlRequest, readCurl } from './read-curl.ts'

const read = (line: string): CurlRequest => {
  const found = readCurl(line)
  if (!found.ok) throw new Error(found.why)
  return found.request
}

const url = 'https://api.acme.example/users'

test.each<[line: string, request: Partial<CurlRequest>]>([
  [`curl ${url}`, { method: 'GET', url, query: {}, body: null, form: null }],
  [`curl -X DELETE '${url}/7'`, { method: 'DELETE', url: `${url}/7` }],
  [`curl "${url}?team=Support&active=true"`, { url, query: { team: 'Support', active: 'true' } }],
  [
    `curl --request PUT --url ${url} --header 'X-Team: Support'`,
    { method: 'PUT', headers: [{ name: 'X-Team', value: 'Support' }] }
  ],
  [
    `curl ${url} -H "Content-Type: application/json" -d '{"name":"Ada"}'`,
    { method: 'POST', body: '{"name":"Ada"}', form: null }
  ],
  [
    `curl ${url} -d name=Ada -d team=Support`,
    {
      method: 'POST',
      form: [
        { name: 'name', value: 'Ada' },
        { name: 'team', value: 'Support' }
      ]
    }
  ],
  [
    `curl --json '{"a":1}' ${url}`,
    {
      method: 'POST',
      body: '{"a":1}',
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'Accept', value: 'application/json' }
      ]
    }
  ],
  [
    `curl -G ${url} -d q=ada --data-urlencode "team=A & B"`,
    { method: 'GET', query: { q: 'ada', team: 'A & B' }, body: null }
  ],
  [
    `curl -F name=Ada -F 'photo=@ada.png' ${url}`,
    {
      method: 'POST',
      isMultipart: true,
      form: [
        { name: 'name', value: 'Ada' },
        { name: 'photo', value: '' }
      ],
      remarks: [expect.stringContaining('“photo” is in a file')]
    }
  ],
  [`curl -u ada:secret ${url}`, { headers: [], credentials: 'basic', remarks: [] }],
  [
    `curl -H 'Authorization: Bearer t0ken' ${url}`,
    { headers: [{ name: 'Authorization', value: 'Bearer t0ken' }], remarks: [] }
  ],
  [
    `curl -H "Authorization: Bearer $TOKEN" ${url}`,
    { headers: [expect.objectContaining({ name: 'Authorization' })] }
  ],
  [`curl -u "$USER:$PASSWORD" ${url}`, { credentials: 'basic' }],
  [`curl --oauth2-bearer "$TOKEN" ${url}`, { credentials: 'bearer' }],
  [`curl -sSL --compressed -o out.json ${url}`, { method: 'GET', remarks: [] }],
  [`curl ${url} \\\n  -X PATCH \\\n  --data-raw $'it\\'s \\u00e9\\n'`, { method: 'PATCH', body: "it's é\n" }],
  [`$ curl -XPOST ${url} --data-binary "a \\"b\\" \\$c"`, { method: 'POST', body: 'a "b" $c' }],
  [`curl.exe ${url} ^\r\n  -H "X-A: 1"`, { headers: [{ name: 'X-A', value: '1' }] }],
  [`curl ${url} -d @body.json`, { body: null, remarks: [expect.stringContaining('the file body.json')] }],
  [`curl acme.example/x | jq .`, { url: 'http://acme.example/x' }],
  [
    `curl --max-redirs 5 -K my.conf ${url} > out.json`,
    { url, remarks: [expect.stringContaining('--config')] }
  ],
  [
    String.raw`curl ^"${url}?x=1^&y=2^" ^
  --data-raw ^"^{^\^"a^\^":1^}^"`,
    { query: { x: '1', y: '2' }, body: '{"a":1}' }
  ],
  [`curl -I ${url}`, { method: 'HEAD' }],
  [`curl ${url}?tag=a\\&tag=b`, { url: `${url}?tag=a&tag=b`, query: {} }],
  [
    `curl --http3 -A Acme/1.0 -e https://acme.example ${url} # a comment`,
    {
      headers: [
        { name: 'User-Agent', value: 'Acme/1.0' },
        { name: 'Referer', value: 'https://acme.example' }
      ],
      remarks: [expect.stringContaining('--http3')]
    }
  ]
])('%s', (line, expected) => {
  expect(read(line)).toMatchObject(expected)
})

test.each([
  ['wget https://acme.example', 'not a curl command'],
  ['curl', 'not a curl command'],
  ['curl -X POST', 'has no URL'],
  ['curl -H', 'has no value'],
  ["curl 'https://acme.example", 'A quote is not closed'],
  ['curl "https://acme.example/$USER"', 'a shell variable'],
  ['curl $URL', 'a shell variable'],
  ['curl https://acme.example -H "X-Team: $TEAM"', '“X-Team: $TEAM” contains a shell variable'],
  ['curl ftp://acme.example/x', 'not an http or https address']
])('“%s” is refused: %s', (line, why) => {
  expect(readCurl(line)).toEqual({ ok: false, why: expect.stringContaining(why) })
})

test('a formatted request is parsed back to the same request', () => {
  const header = fc.record({
    name: fc.stringMatching(/^X-[A-Za-z]{1,8}$/),
    value: fc.stringMatching(/^[!-~]([ -~]{0,8}[!-~])?$/)
  })
  const body = fc.oneof(
    fc.constant(''),
    fc.json().filter(text => text !== '' && !text.startsWith('@'))
  )
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'POST', 'PUT'),
      fc.array(header, { maxLength: 3 }),
      body,
      (method, headers, sent) => {
        const request = read(curlOf({ method, url, headers, body: sent }))
        expect(request).toMatchObject({ method, url, headers, body: sent === '' ? null : sent })
      }
    )
  )
})

test('any text is parsed, or refused with a sentence', () => {
  const part = fc.constantFrom(
    'curl',
    ' ',
    "'",
    '"',
    '$',
    '\\',
    '-',
    '--',
    '-H',
    '-d',
    '--data',
    '@',
    '=',
    '&',
    'a',
    ':',
    'https://acme.example',
    '\n',
    '^',
    '`',
    '#',
    '|'
  )
  const line = fc.oneof(
    fc.array(part, { maxLength: 20 }).map(parts => `curl ${parts.join('')}`),
    fc.string({ unit: 'binary' })
  )
  fc.assert(
    fc.property(line, text => {
      const found = readCurl(text)
      if (!found.ok) expect(found.why).toMatch(/\.$/)
      else expect(found.request.url).toMatch(/^https?:/)
    }),
    { numRuns: 1000 }
  )
})
