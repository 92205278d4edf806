import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { blankReceiving, type Receiving, SECRET_MARK, type SignaturePlace } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { openKeyedFlow } from '../testing/keyed-flow.ts'
import { plainScrubber } from '../testing/plain-scrubber.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'
import { createConcealment } from './concealment.ts'

// review: security H5, cores A10

const tokenIn = (signature: Partial<SignaturePlace>): Receiving => ({
  ...blankReceiving,
  verify: [
    {
      id: 'token',
      algorithm: 'token',
      key: { from: 'connection', field: 'secret', decode: 'text' },
      content: '',
      signature: {
        from: 'header',
        name: 'X-Gitlab-Token',
        split: '',
        prefix: '',
        encoding: 'text',
        ...signature
      },
      time: null,
      also: []
    }
  ]
})

/** Sends an event with the secret `sesame-4711`, and waits until its run has ended. */
const receive = async (receiving: Receiving, request: Parameters<typeof sendTo>[2]) => {
  const { one, backend, flowId, eventUrl, folder } = await openKeyedFlow(receiving, 'sesame-4711', {
    effects: effects => ({ ...effects, scrubber: plainScrubber })
  })
  const answer = await sendTo(one, eventUrl, request)
  expect(answer).toMatchObject({ status: 202 })
  const { rows } = await pollUntil(
    () => backend.deliveries.list({ scope: { flowId }, limit: 9 }),
    page => page.rows[0]?.status.is === 'done'
  )
  const id = rows[0]?.id ?? ''
  return { one, backend, id, folder, open: await backend.deliveries.open(id) }
}

const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder).filter(name => readFileSync(join(folder, name)).includes(text))

describe('a secret in a request is neither stored nor shown', () => {
  test('in the header of a token scheme and in Authorization', async () => {
    const { open, one, folder } = await receive(tokenIn({}), {
      text: '{"name":"Ada"}',
      headers: ['X-Gitlab-Token', 'sesame-4711', 'Authorization', 'Basic b3BlbjpzZXNhbWU=', 'X-Other', 'kept']
    })
    expect(open.arrival?.headers.slice(1)).toEqual([
      { name: 'X-Gitlab-Token', value: SECRET_MARK },
      { name: 'Authorization', value: SECRET_MARK },
      { name: 'X-Other', value: 'kept' }
    ])
    expect(open.arrival?.text).toBe('{"name":"Ada"}')
    expect(filesWith(folder, 'sesame-4711')).toEqual([])
    expect(filesWith(folder, 'b3BlbjpzZXNhbWU')).toEqual([])
    expect(one.sent).toHaveLength(1)
  })

  test('in a query parameter', async () => {
    const { open, folder } = await receive(tokenIn({ from: 'query', name: 'secret' }), {
      text: '{"name":"Ada"}',
      query: 'page=1&secret=sesame-4711'
    })
    expect(open.arrival?.queryFields).toEqual({ page: '1', secret: SECRET_MARK })
    expect(filesWith(folder, 'sesame-4711')).toEqual([])
  })

  test('in a member of the body, whose exact bytes are stored sealed', async () => {
    const text = '{ "name": "Ada", "value": [ {"clientState":"sesame-4711","n":1.0} ] }\n'
    const rules = tokenIn({ from: 'json', name: 'value.*.clientState' })
    const { open, one, id, folder } = await receive(rules, { text })
    expect(open.arrival?.text).toBe(text.replace('sesame-4711', SECRET_MARK))
    expect(open.size).toBe(Buffer.byteLength(text))
    expect(filesWith(folder, 'sesame-4711')).toEqual([])
    // The sealer of tests turns texts around.
    expect(filesWith(folder, [...text].reverse().join(''))).not.toEqual([])
    // A replay runs with what is kept.
    await one.backend.deliveries.replay(id)
    await pollUntil(
      () => one.sent,
      sent => sent.length === 2
    )
  })
})

// review: security H5
test.each<[string, Receiving, Parameters<typeof sendTo>[2]]>([
  ['a header', tokenIn({}), { text: '{"name":"Ada"}', headers: ['X-Gitlab-Token', 'sesame-4711'] }],
  [
    'the query',
    tokenIn({ from: 'query', name: 'secret' }),
    { text: '{"name":"Ada"}', query: 'page=1&secret=sesame-4711' }
  ],
  [
    'the body',
    tokenIn({ from: 'json', name: 'clientState' }),
    { text: '{"name":"Ada","clientState":"sesame-4711"}' }
  ]
])('no search of deliveries or runs finds a secret in %s', async (_, receiving, request) => {
  const { backend, id } = await receive(receiving, request)
  const found = async (text: string): Promise<string[]> =>
    (await backend.deliveries.list({ sought: [{ text }], limit: 9 })).rows.map(row => row.id)
  const foundRuns = async (text: string): Promise<string[]> =>
    (await backend.runs.list({ sought: [{ text }], limit: 9 })).rows.map(row => row.deliveryId ?? '')
  expect(await found('sesame-4711')).toEqual([])
  expect(await foundRuns('sesame-4711')).toEqual([])
  expect(
    await backend.deliveries.list({ sought: [{ path: ['clientState'], value: 'sesame-4711' }], limit: 9 })
  ).toMatchObject({ rows: [] })
  // What is no secret is found in the values of the run.
  expect(await foundRuns('Ada')).toEqual([id])
})

test('a refused request is stored without the header of the secret', async () => {
  const { one, backend, flowId, eventUrl, folder } = await openKeyedFlow(tokenIn({}), 'sesame-4711')
  await sendTo(one, eventUrl, { text: '{}', headers: ['X-Gitlab-Token', 'sesame-4710'] })
  await pollUntil(
    () => backend.deliveries.list({ scope: { flowId }, limit: 9 }),
    ({ rows }) => rows[0]?.status.is === 'refused'
  )
  expect(filesWith(folder, 'sesame-4710')).toEqual([])
})

test('every byte outside the secret stays, and a secret that is not a separate text removes the whole member', () => {
  const receiving = tokenIn({ from: 'json', name: 'token' })
  const keys = new Map([['token', [{ index: 0, is: 'shared' as const, bytes: Buffer.from('4711') }]]])
  const { arrival } = createConcealment({ scrubber: plainScrubber }, receiving, keys)
  const concealed = (text: string) =>
    Buffer.from(
      arrival({ method: 'POST', query: '', headers: [], body: Buffer.from(text) }, 'application/json').arrival
        .body
    ).toString()
  expect(concealed('{ "token" : "4711", "n" : 1.0 }\n')).toBe(`{ "token" : "${SECRET_MARK}", "n" : 1.0 }\n`)
  // A number cannot become a placeholder without quotes.
  expect(JSON.parse(concealed('{"token":4711,"n":1}'))).toEqual({ token: '[redacted]', n: 1 })
  expect(concealed('{"other":1}')).toBe('{"other":1}')
})

// review: bodies 11
describe('the body of an event with a signature in a header, next to a handshake with a secret in its JSON', () => {
  const greeting: Receiving['handshake'][number] = {
    id: 'greeting',
    when: [],
    verified: false,
    phase: 'always',
    key: { from: 'connection', field: 'secret', decode: 'text' },
    require: [{ left: '{json.token}', right: '{key}' }],
    unmetStatus: 403,
    capture: [],
    respond: { status: 200, headers: [], body: { is: 'empty' } },
    confirm: null
  }
  const receiving: Receiving = { ...blankReceiving, handshake: [greeting] }
  const keys = new Map([
    ['greeting', [{ index: 0, is: 'shared' as const, bytes: Buffer.from('sesame-4711') }]]
  ])
  const concealed = (contentType: string, body: Uint8Array): Uint8Array =>
    createConcealment({ scrubber: plainScrubber }, receiving, keys).arrival(
      { method: 'POST', query: '', headers: [], body },
      contentType
    ).arrival.body

  test.each([
    ['application/xml', Buffer.from('<event><token>Ada</token></event>')],
    ['text/plain', Buffer.from('Ada was hired: "today"')],
    ['text/plain', Buffer.from('4711')],
    ['multipart/form-data; boundary=x', Buffer.from('--x\r\nA: b\r\n\r\nAda\r\n--x--\r\n')],
    ['application/octet-stream', Buffer.from([0xff, 0x00, 0xfe])],
    ['application/json', Buffer.from('not JSON at all')]
  ])('stays unchanged if it is %s, which has no such member', (contentType, body) => {
    expect(Buffer.from(concealed(contentType, body))).toEqual(body)
  })

  test.each([
    ['application/json', '{"token":"sesame-4711","n":1.0}', `{"token":"${SECRET_MARK}","n":1.0}`],
    ['application/xml', '<token>sesame-4711</token>', `<token>${SECRET_MARK}</token>`],
    ['text/plain', '{"token":"sesame-4710"}', '{"token":"[redacted]"}'],
    ['application/x-www-form-urlencoded', 'token=sesame-4710', 'token=%5Bredacted%5D']
  ])('loses no more than the secret if it is %s: %s', (contentType, text, left) => {
    expect(Buffer.from(concealed(contentType, Buffer.from(text))).toString()).toBe(left)
  })

  test('is dropped as a whole if the secret is between bytes that are not text', () => {
    const body = Buffer.concat([Buffer.from([0xff]), Buffer.from('sesame-4711')])
    expect(Buffer.from(concealed('application/octet-stream', body)).toString()).toBe('[redacted]')
  })
})

test('the XML element of a secret is not stored, whatever its content', () => {
  const receiving = tokenIn({ from: 'xml', name: 'token' })
  const { arrival } = createConcealment({ scrubber: plainScrubber }, receiving, new Map())
  const kept = (text: string) =>
    Buffer.from(
      arrival({ method: 'POST', query: '', headers: [], body: Buffer.from(text) }, 'text/xml').arrival.body
    ).toString()
  expect(kept('<e><token>sesame-4710</token></e>')).toBe('[redacted]')
  expect(kept('<e><name>Ada</name></e>')).toBe('<e><name>Ada</name></e>')
})

test('a stored request can be checked again by its rules with the key', async () => {
  const { backend, id } = await receive(tokenIn({}), {
    text: '{"name":"Ada"}',
    headers: ['X-Gitlab-Token', 'sesame-4711']
  })
  const { arrival } = await backend.deliveries.get(id)
  const sayings = backend.tester.explain({
    receiving: tokenIn({}),
    arriving: {
      method: 'POST',
      eventUrl: 'https://hooks.acme-hr.example/e/x',
      query: '',
      headers: arrival?.headers ?? [],
      body: arrival?.body ?? new Uint8Array()
    },
    keys: { token: ['sesame-4711'] },
    at: null,
    phase: 'live'
  })
  expect(sayings.filter(({ is }) => is === 'no')).toEqual([])
  expect(sayings).not.toEqual([])
})
