import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, kindOf, problemsOf } from '@hookwright/engine'
import { expect, test } from 'vitest'
import { actionNameOf, makeOfCurl, readCurlStart, serviceNameOf } from './curl-start.ts'

const made = (line: string) => {
  const read = readCurlStart(line)
  if (!read.ok) throw new Error(read.message)
  let count = 0
  const newId = (): string => {
    count += 1
    return `c${count}`
  }
  return { request: read.request, ...makeOfCurl({ name: 'Acme', request: read.request, newId }) }
}

test('a curl command becomes an action below the base URL, without problems', () => {
  const { connector, authentication, remarks } = made(
    `curl https://api.acme.example/v1/users?notify=true --json '{"name":"Ada"}'`
  )
  const [{ name, doc } = { name: '', doc: null }] = connector.flows
  if (doc === null) throw new Error('There is no action.')
  expect(name).toBe('Create users')
  expect(kindOf(doc, cardSpecs)).toBe('action')
  expect(problemsOf(doc, cardSpecs, emptyCatalog)).toEqual([])
  const request = Object.values(doc.cards).find(({ type }) => type === 'raw-request')
  expect(request).toMatchObject({
    config: { method: 'POST', bodyFormat: 'json', authenticate: false },
    inputs: {
      url: { value: '/v1/users' },
      query: { value: { notify: 'true' } },
      body: { value: { name: 'Ada' } }
    }
  })
  expect(connector.authentication).toMatchObject({
    kind: 'none',
    baseUrl: { value: 'https://api.acme.example' }
  })
  expect({ authentication, remarks }).toEqual({ authentication: null, remarks: [] })
})

test.each([
  ['-u ada:s3cret', 'User name and password', { kind: 'basic' }],
  ["-H 'Authorization: Basic YWRhOnMzY3JldA=='", 'User name and password', { kind: 'basic' }],
  ['-H "Authorization: Bearer $TOKEN"', 'Bearer token', { kind: 'header', name: 'Authorization' }],
  ['--oauth2-bearer s3cret', 'Bearer token', { kind: 'header', name: 'Authorization' }],
  [
    "-H 'Authorization: Token s3cret'",
    'API key in the header Authorization',
    { value: { parts: ['Token ', expect.anything()] } }
  ],
  ["-H 'X-Api-Key: s3cret'", 'API key in the header X-Api-Key', { kind: 'header', name: 'X-Api-Key' }]
])('%s becomes %s, and the secret is not kept', (option, label, placement) => {
  const { connector, authentication, remarks } = made(`curl https://api.acme.example/users ${option}`)
  expect(authentication).toBe(label)
  expect(connector.authentication.placement).toMatchObject(placement)
  expect(remarks).toEqual([])
  expect(JSON.stringify(connector)).not.toMatch(/s3cret|YWRhOnMzY3JldA|TOKEN/)
  const [flow] = connector.flows
  const cards = Object.values(flow?.doc.cards ?? {})
  expect(cards.find(({ type }) => type === 'raw-request')).toMatchObject({ config: { authenticate: true } })
})

test('options that were left out are reported, and recorded in the note of the request', () => {
  const { connector, remarks } = made(
    `curl 'https://acme.example/users?api_key=s3cret' -b session=s3cret --http3`
  )
  expect(remarks.join(' ')).toContain('--http3')
  expect(remarks.join(' ')).toContain('api_key, Cookie')
  expect(JSON.stringify(connector)).not.toContain('s3cret')
  expect(JSON.stringify(connector.flows)).toContain('Store them in a connection.')
})

test.each([
  ['curl https://api.acme.example/v1/users', 'Acme', 'Get users'],
  ['curl -X DELETE https://acme.example/v1/user_groups/42', 'Acme', 'Delete user groups'],
  ['curl -X PUT http://localhost:3000/', 'Localhost', 'Update data'],
  ['curl http://127.0.0.1:3000/items', '', 'Get items']
])('%s proposes the names “%s” and “%s”', (line, service, action) => {
  const { request } = made(line)
  expect([serviceNameOf(request), actionNameOf(request)]).toEqual([service, action])
})

test('text that is not a request for an action is refused with a sentence', () => {
  expect(readCurlStart('{"id":1}')).toEqual({
    ok: false,
    message: expect.stringContaining('not a curl command')
  })
  expect(readCurlStart('curl -I https://acme.example')).toEqual({
    ok: false,
    message: 'The Raw Request card does not support HEAD. Paste a command with another method.'
  })
})
