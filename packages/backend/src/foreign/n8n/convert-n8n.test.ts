import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, problemsOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { Flow, type Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertForeign } from '../open-foreign.ts'

let ids = 0
const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`

type Node = [name: string, type: string, parameters?: object]

/** Creates a workflow from its nodes and links. Links are the names of following nodes, by output. */
const workflow = (nodes: Node[], links: Record<string, string[][]>): object => ({
  name: 'Greet people',
  nodes: nodes.map(([name, type, parameters = {}]) => ({ name, type: `n8n-nodes-base.${type}`, parameters })),
  connections: Object.fromEntries(
    Object.entries(links).map(([name, outputs]) => [
      name,
      { main: outputs.map(targets => targets.map(node => ({ node, type: 'main', index: 0 }))) }
    ])
  )
})

const convert = (written: object) => {
  const read = convertForeign(JSON.stringify(written), { specs: cardSpecs, newId })
  if (!read.ok) throw new Error(read.why)
  const [flow] = read.content.flows
  if (flow === undefined) throw new Error('no flow')
  return { ...read.content, doc: flow.doc, problems: problemsOf(flow.doc, cardSpecs, emptyCatalog) }
}

/**
 * Converts a workflow that starts with a call, and runs it. Returns the requests that it sent to a fake
 * service, which responds with `answer`.
 */
const sent = async (written: object, body: Json, answer: Json = { id: 7 }) => {
  const { doc, problems } = convert(written)
  expect(problems).toEqual([])
  const fx = fakeEffects(() => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer)
  }))
  const delivery = {
    body,
    query: { lang: 'de' },
    headers: { 'x-id': 'a1' },
    method: 'POST',
    receivedAt: '2026-01-02T03:04:05Z'
  }
  const { status } = await runWith(doc, { delivery }, { specs: cardSpecs, catalog: emptyCatalog, fx })
  expect(status.is).toBe('succeeded')
  return fx.sent.map(({ method, url, query, headers, body: text }) => ({
    method,
    url,
    query,
    headers,
    body: text
  }))
}

const hook: Node = ['Hook', 'webhook', { path: 'x' }]
const post = (name: string, url: string, more: object = {}): Node => [
  name,
  'httpRequest',
  { method: 'POST', url, ...more }
]
const api = 'https://acme.example'

test('1: Webhook and HTTP Request with an expression in the URL', async () => {
  const [request] = await sent(
    workflow([hook, ['Get', 'httpRequest', { url: `=${api}/users/{{ $json.body.id }}` }]], {
      Hook: [['Get']]
    }),
    { id: 'u1' }
  )
  expect(request).toMatchObject({ method: 'GET', url: `${api}/users/u1` })
})

test('2: query, headers and a JSON body of parameters', async () => {
  const [request] = await sent(
    workflow(
      [
        hook,
        post('Send', `${api}/users`, {
          queryParameters: { parameters: [{ name: 'lang', value: '={{ $json.query.lang }}' }] },
          headerParameters: { parameters: [{ name: 'X-From', value: "={{ $json.headers['x-id'] }}" }] },
          sendBody: true,
          bodyParameters: { parameters: [{ name: 'name', value: '={{ $json.body.name }}' }] }
        })
      ],
      { Hook: [['Send']] }
    ),
    { name: 'Ada' }
  )
  expect(request).toMatchObject({ method: 'POST', query: { lang: 'de' }, body: '{"name":"Ada"}' })
  expect(request?.headers).toMatchObject({ 'X-From': 'a1' })
})

test('3: a typed JSON body', async () => {
  const [request] = await sent(
    workflow(
      [hook, post('Send', `${api}/x`, { sendBody: true, specifyBody: 'json', jsonBody: '{ "a": [1] }' })],
      { Hook: [['Send']] }
    ),
    {}
  )
  expect(request?.body).toBe('{"a":[1]}')
})

test('4: Set, with fields that the next node reads', async () => {
  const [request] = await sent(
    workflow(
      [
        hook,
        [
          'Fields',
          'set',
          {
            assignments: {
              assignments: [
                { name: 'full', value: '={{ $json.body.first }} {{ $json.body.last }}', type: 'string' }
              ]
            }
          }
        ],
        ['Get', 'httpRequest', { url: `=${api}/?q={{ $json.full }}` }]
      ],
      { Hook: [['Fields']], Fields: [['Get']] }
    ),
    { first: 'Ada', last: 'Acme' }
  )
  expect(request?.url).toBe(`${api}/?q=Ada Acme`)
})

test('5: older Set and a value of a node further back', async () => {
  const [request] = await sent(
    workflow(
      [
        hook,
        ['Fields', 'set', { values: { number: [{ name: 'seats', value: 12 }] } }],
        [
          'Get',
          'httpRequest',
          { url: `=${api}/{{ $('Hook').item.json.body.id }}/{{ $node["Fields"].json.seats }}` }
        ]
      ],
      { Hook: [['Fields']], Fields: [['Get']] }
    ),
    { id: 'u1' }
  )
  expect(request?.url).toBe(`${api}/u1/12`)
})

const check = (left: string, operation: string, right: Json, type = 'string') => ({
  leftValue: left,
  rightValue: right,
  operator: { type, operation }
})

test('6: If whose branches meet at a Merge', async () => {
  const written = workflow(
    [
      hook,
      ['Old?', 'if', { conditions: { conditions: [check('={{ $json.body.age }}', 'gte', 18, 'number')] } }],
      ['Adult', 'set', { assignments: { assignments: [{ name: 'kind', value: 'adult', type: 'string' }] } }],
      ['Minor', 'set', { assignments: { assignments: [{ name: 'kind', value: 'minor', type: 'string' }] } }],
      ['Both', 'merge'],
      ['Get', 'httpRequest', { url: `=${api}/{{ $json.kind }}` }]
    ],
    {
      Hook: [['Old?']],
      'Old?': [['Adult'], ['Minor']],
      Adult: [['Both']],
      Minor: [['Both']],
      Both: [['Get']]
    }
  )
  expect((await sent(written, { age: 17 })).map(({ url }) => url)).toEqual([`${api}/minor`])
  expect((await sent(written, { age: 18 })).map(({ url }) => url)).toEqual([`${api}/adult`])
})

test('7: If with two conditions, either of which is enough', async () => {
  const written = workflow(
    [
      hook,
      [
        'Any?',
        'if',
        {
          conditions: {
            combinator: 'or',
            conditions: [
              check('={{ $json.body.a }}', 'equals', 'x'),
              check('={{ $json.body.b }}', 'notEmpty', '')
            ]
          }
        }
      ],
      ['Yes', 'httpRequest', { url: `${api}/yes` }],
      ['No', 'httpRequest', { url: `${api}/no` }]
    ],
    { Hook: [['Any?']], 'Any?': [['Yes'], ['No']] }
  )
  expect((await sent(written, { a: 'z', b: 'set' }))[0]?.url).toBe(`${api}/yes`)
  expect((await sent(written, { a: 'z', b: '' }))[0]?.url).toBe(`${api}/no`)
})

test('8: Switch with a fallback', async () => {
  const rule = (value: string) => ({
    outputKey: value,
    conditions: { conditions: [check('={{ $json.body.country }}', 'equals', value)] }
  })
  const written = workflow(
    [
      hook,
      ['Country', 'switch', { rules: { values: [rule('de'), rule('fr')] } }],
      ['Germany', 'httpRequest', { url: `${api}/de` }],
      ['France', 'httpRequest', { url: `${api}/fr` }],
      ['Other', 'httpRequest', { url: `${api}/other` }]
    ],
    { Hook: [['Country']], Country: [['Germany'], ['France'], ['Other']] }
  )
  expect((await sent(written, { country: 'fr' }))[0]?.url).toBe(`${api}/fr`)
  expect((await sent(written, { country: 'it' }))[0]?.url).toBe(`${api}/other`)
})

test('9: the answer of a request goes into the next one, and into the response', async () => {
  const written = workflow(
    [
      hook,
      post('Make', `${api}/users`),
      ['Get', 'httpRequest', { url: `=${api}/users/{{ $json.id }}` }],
      ['Answer', 'respondToWebhook', { respondWith: 'json' }]
    ],
    { Hook: [['Make']], Make: [['Get']], Get: [['Answer']] }
  )
  expect((await sent(written, {})).map(({ url }) => url)).toEqual([`${api}/users`, `${api}/users/7`])
})

test('10: nodes without a counterpart are kept as notes with their content, and the report says why', () => {
  const { doc, cards, remarks } = convert(
    workflow(
      [
        ['Mail', 'gmailTrigger'],
        ['Code', 'code', { jsCode: 'return items' }],
        ['Get', 'httpRequest', { url: `=${api}/{{ $json.a + 1 }}`, authentication: 'genericCredentialType' }],
        ['Alone', 'slack', { channel: 'general' }]
      ],
      { Mail: [['Code']], Code: [['Get']] }
    )
  )
  expect(cards.map(({ card, outcome }) => [card, outcome])).toEqual([
    ['Mail', 'stub'],
    ['Code', 'note'],
    ['Get', 'converted'],
    ['Alone', 'note']
  ])
  expect(cards[2]?.remarks).toEqual([
    expect.stringContaining('credentials'),
    'The expression “$json.a + 1” cannot be converted. Map its value.'
  ])
  const notes = Object.values(doc.cards).filter(({ type }) => type === 'note')
  expect(notes[0]?.config.text).toContain('"jsCode": "return items"')
  expect(notes[1]?.config.text).toContain('This node is not connected')
  expect(remarks).toEqual([expect.stringContaining('once for each item')])
})

test('any change of a workflow is imported whole, or refused with a sentence', () => {
  const names = fc.constantFrom('A', 'B', 'C', 'D', 'E')
  const type = fc.constantFrom(
    'webhook',
    'if',
    'switch',
    'merge',
    'set',
    'httpRequest',
    'code',
    'stickyNote',
    'filter',
    'noOp',
    'wait'
  )
  const parameters = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record({
      url: fc.constantFrom('={{ $json.a }}', '={{', 'x', 7),
      conditions: fc.record({ conditions: fc.array(fc.jsonValue(), { maxLength: 2 }) }),
      rules: fc.record({ values: fc.array(fc.jsonValue(), { maxLength: 2 }) }),
      assignments: fc.record({
        assignments: fc.array(fc.record({ name: fc.string(), value: fc.jsonValue() }), { maxLength: 3 })
      })
    })
  )
  const node = fc.record({ name: names, type: type.map(each => `n8n-nodes-base.${each}`), parameters })
  const connection = fc.record({
    main: fc.array(fc.array(fc.record({ node: names, index: fc.nat(3) }), { maxLength: 3 }), { maxLength: 3 })
  })
  const file = fc.record({
    name: fc.string(),
    nodes: fc.array(node, { maxLength: 6 }),
    connections: fc.dictionary(names, connection)
  })
  fc.assert(
    fc.property(file, written => {
      const read = convertForeign(JSON.stringify(written), { specs: cardSpecs, newId })
      if (!read.ok) {
        expect(read.why).toMatch(/\.$/)
        return
      }
      const [flow] = read.content.flows
      const shape = Flow.safeParse(flow?.doc)
      if (!shape.success) throw new Error(JSON.stringify(shape.error.issues[0]))
      expect(read.content.cards).toHaveLength(new Set(written.nodes.map(({ name }) => name)).size)
    }),
    { numRuns: 500 }
  )
})
