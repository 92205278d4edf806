import { readFileSync } from 'node:fs'
import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, problemsOf } from '@hookwright/engine'
import { Flow } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertForeign } from '../open-foreign.ts'

let ids = 0
const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`

const convert = (entries: object[], picked: number[] | null = null) => {
  const read = convertForeign(JSON.stringify({ log: { version: '1.2', entries } }), {
    specs: cardSpecs,
    newId,
    picked
  })
  if (!read.ok) throw new Error(read.why)
  const [flow] = read.content.flows
  if (flow === undefined) throw new Error('no flow')
  expect(problemsOf(flow.doc, cardSpecs, emptyCatalog)).toEqual([])
  const requests = Object.values(flow.doc.cards).filter(({ type }) => type === 'raw-request')
  return { ...read.content, requests }
}

const entry = (method: string, url: string, type: string | null = 'fetch', request: object = {}) => ({
  _resourceType: type,
  request: { method, url, headers: [], ...request },
  response: { content: { mimeType: 'application/json' } }
})

const api = 'https://api.acme.example/users'

test('requests of programs are selected, and pages, pictures and fonts are only offered', () => {
  const { choices, requests } = convert([
    entry('GET', 'https://acme.example/', 'document'),
    entry('GET', `${api}?team=Support`),
    entry('GET', 'https://acme.example/logo.png', 'image')
  ])
  expect(choices).toEqual([
    { index: 0, label: 'GET acme.example/', isPicked: false },
    { index: 1, label: 'GET api.acme.example/users', isPicked: true },
    { index: 2, label: 'GET acme.example/logo.png', isPicked: false }
  ])
  expect(requests).toMatchObject([{ inputs: { url: { value: api }, query: { value: { team: 'Support' } } } }])
})

test('bodies, forms and headers are kept; headers of the browser and secrets are dropped', () => {
  const { requests, cards } = convert([
    entry('POST', api, 'xhr', {
      headers: [
        { name: 'X-Team', value: 'Support' },
        { name: 'Cookie', value: 'session=1' },
        { name: 'Authorization', value: 'Bearer t0ken' },
        { name: 'sec-fetch-mode', value: 'cors' }
      ],
      postData: { mimeType: 'application/json', text: '{"name":"Ada"}' }
    }),
    entry('PUT', api, 'xhr', {
      postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a', value: '1' }] }
    })
  ])
  expect(requests).toMatchObject([
    {
      config: { method: 'POST', bodyFormat: 'json' },
      inputs: { headers: { value: { 'X-Team': 'Support' } }, body: { value: { name: 'Ada' } } }
    },
    {
      config: { method: 'PUT', bodyFormat: 'form', form: [{ name: 'a' }] },
      inputs: { field1: { value: '1' } }
    }
  ])
  expect(JSON.stringify(requests)).not.toMatch(/t0ken|session=1/)
  expect(cards[0]?.remarks).toEqual([expect.stringContaining('Cookie, Authorization')])
})

test('only selected requests become cards, and one that cannot be sent is a note with the reason', () => {
  const { cards, requests } = convert(
    [entry('GET', `${api}/1`), entry('HEAD', `${api}/2`), entry('GET', `${api}/3`)],
    [1, 2]
  )
  expect(requests).toHaveLength(1)
  expect(cards.map(({ outcome, remarks }) => [outcome, remarks])).toEqual([
    ['note', ['Raw Request does not support the method HEAD.']],
    ['converted', []]
  ])
})

test('a body that is nested too deeply for a flow is kept as text', () => {
  const text = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const postData = { mimeType: 'application/json', text }
  expect(convert([entry('POST', api, 'xhr', { postData })]).requests).toMatchObject([
    { config: { bodyFormat: 'text' }, inputs: { body: { value: text } } }
  ])
})

test('secrets in the address, the query and a body are left out and named', () => {
  const { requests, cards } = convert([
    entry('POST', `${api}?api_key=k1&team=Support`, 'xhr', {
      headers: [{ name: 'X-Access-Token', value: 'k2' }],
      postData: { mimeType: 'application/x-www-form-urlencoded', text: 'password=k3&name=Ada' }
    })
  ])
  expect(requests).toMatchObject([
    {
      inputs: { query: { value: { team: 'Support' } }, field1: { value: 'SECRET' }, field2: { value: 'Ada' } }
    }
  ])
  expect(JSON.stringify(requests)).not.toMatch(/k1|k2|k3/)
  expect(cards[0]?.remarks).toEqual([expect.stringContaining('api_key, X-Access-Token, password')])
})

test('the first 500 requests of programs in a long recording are selected, and the others are only offered', () => {
  const long = Array.from({ length: 501 }, (_, at) => entry('GET', `${api}/${at}`))
  const { requests, choices, remarks } = convert(long)
  expect(requests).toHaveLength(500)
  expect(choices?.map(({ isPicked }) => isPicked)).toEqual([...Array(500).fill(true), false])
  expect(remarks).toEqual([expect.stringContaining('501 API requests')])
  expect(convert(long, [500]).requests).toHaveLength(1)
})

test('any recording is imported whole, or refused with a sentence', () => {
  const named = fc.record({ name: fc.string(), value: fc.string() })
  const url = fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string())
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'x'),
    url,
    headers: fc.array(named, { maxLength: 3 }),
    postData: fc.option(
      fc.record({
        mimeType: fc.constantFrom('application/json', 'multipart/form-data', ''),
        text: fc.json(),
        params: fc.array(named, { maxLength: 2 })
      })
    )
  })
  const entries = fc.array(fc.oneof(fc.record({ request }), fc.jsonValue()), { maxLength: 4 })
  fc.assert(
    fc.property(entries, fc.option(fc.array(fc.nat(5))), (list, picked) => {
      const read = convertForeign(JSON.stringify({ log: { entries: list } }), {
        specs: cardSpecs,
        newId,
        picked
      })
      if (!read.ok) expect(read.why).toMatch(/\.$/)
      else expect(Flow.safeParse(read.content.flows[0]?.doc).error?.issues).toBeUndefined()
    }),
    { numRuns: 300 }
  )
})

/** Converts a recording from `./recordings`, which a browser or a proxy saved. */
const convertRecording = (name: string) => {
  const text = readFileSync(new URL(`./recordings/${name}.har`, import.meta.url), 'utf8')
  const { cards, requests } = convert(JSON.parse(text).log.entries)
  return {
    sent: cards.map(({ card, outcome }) => `${outcome} ${card}`),
    left: cards.flatMap(({ remarks }) => remarks.map(remark => /secrets: (.*)\. Store/.exec(remark)?.[1])),
    bodies: requests.map(({ config, inputs }) => [config.bodyFormat, inputs.body ?? inputs.field1 ?? null]),
    text: JSON.stringify(requests)
  }
}

test('requests of the script in a page that a browser recorded become cards', () => {
  const { sent, left, bodies, text } = convertRecording('people-page')
  expect(sent).toEqual([
    'converted GET people.acme.example/api/people',
    'converted POST people.acme.example/api/people',
    'converted DELETE people.acme.example/api/people/p1'
  ])
  expect(left).toEqual(['cookie', 'authorization'])
  expect(bodies).toMatchObject([
    ['auto', null],
    ['json', { value: { name: 'Ben Example' } }],
    ['auto', null]
  ])
  expect(text).not.toMatch(/example-session|example-token|Example Browser|sec-fetch/)
})

test('recorded forms and uploads become forms, whose content type is set by the card', () => {
  const { sent, left, bodies, text } = convertRecording('help-desk-forms')
  expect(sent).toEqual([
    'converted POST desk.acme.example/sign-in',
    'converted POST desk.acme.example/tickets',
    'converted POST desk.acme.example/tickets/7/files',
    'converted PATCH desk.acme.example/tickets/7'
  ])
  expect(left).toEqual(['password'])
  expect(bodies).toMatchObject([
    ['form', { value: 'ada@acme.example' }],
    ['form', { value: 'Broken chair' }],
    ['multipart', { value: 'See the picture.' }],
    ['json', { value: { status: 'solved' } }]
  ])
  expect(text).not.toMatch(/violet-anchor|boundary|urlencoded/)
})

test('requests with data in the recording of a proxy, which has no types, become cards', () => {
  const { sent, left, bodies, text } = convertRecording('stock-proxy')
  expect(sent).toEqual([
    'converted GET stock.acme.example:8443/v2/items',
    'converted PUT stock.acme.example:8443/v2/items/chair-01',
    'converted POST stock.acme.example:8443/graphql'
  ])
  expect(left).toEqual(['access_token', 'X-Api-Key'])
  expect(bodies).toMatchObject([
    ['auto', null],
    ['text', { value: expect.stringContaining('<item') }],
    ['json', { value: { variables: { sku: 'chair-01' } } }]
  ])
  expect(text).toContain('?sku=chair-01&sku=desk-02')
  expect(text).not.toMatch(/example-token|example-key|#top/)
})
