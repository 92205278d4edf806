import { Authentication, Flow, type Flow as FlowDoc } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { hostFault } from '../outbound/allowed-host.ts'
import type { Conversion } from './convert.ts'
import { outlineOf } from './outline.ts'
import { convert, everything, indexed, problemsIn } from './testing/convert.ts'
import { acmeDocument, callbackDocument, swaggerDocument } from './testing/documents.ts'

const acme = indexed(acmeDocument)

const acmeConversion = (): Conversion =>
  convert(acme, everything(acme, { schemes: ['key'], baseUrl: 'https://api.acme-hr.example/v1' }))

const docOf = ({ flows }: Conversion, name: string): FlowDoc => {
  const flow = flows.find(each => each.name === name)
  if (flow === undefined) throw new Error(`No flow ${name} among ${flows.map(each => each.name).join(', ')}`)
  return flow.doc
}

const reasonsAt = ({ notes }: Conversion, place: string): string[] =>
  notes.filter(note => note.place.includes(place)).map(({ reason }) => reason)

describe.each([
  ['3.1', acmeDocument],
  ['3.0', callbackDocument],
  ['2.0', swaggerDocument]
])('a document of OpenAPI %s', (_, document) => {
  it('becomes flows with the schema of flows and without problems', () => {
    const documents = indexed(document)
    const conversion = convert(documents, everything(documents))
    expect(conversion.flows.length).toBeGreaterThan(1)
    for (const { name, doc } of conversion.flows)
      expect([name, Flow.safeParse(doc).error]).toEqual([name, undefined])
    expect(Authentication.safeParse(conversion.authentication).error).toBe(undefined)
    expect(problemsIn(conversion)).toEqual([])
  })
})

describe('an action', () => {
  it('has grouped inputs, sends them where the document says and returns typed outputs', () => {
    const { cards, strip } = docOf(acmeConversion(), 'People list')
    expect(strip).toEqual(['start', 'query', 'headers', 'request', 'return'])
    expect(cards.start?.config.groups).toMatchObject([
      { name: 'Path', fields: [{ id: 'team', label: 'Team', required: true }] },
      {
        name: 'Query',
        fields: [
          { id: 'per_page', label: 'Per page', dataType: { kind: 'number', list: false }, required: false },
          { id: 'status', fieldType: 'dropdown' }
        ]
      },
      { name: 'Headers', fields: [{ id: 'X-Trace', label: 'X trace' }] }
    ])
    expect(cards.request?.inputs).toMatchObject({
      url: { parts: ['/teams/', { card: 'start', field: 'team' }, '/people'] },
      query: { card: 'query', field: 'output' },
      headers: { card: 'headers', field: 'output' }
    })
    expect(cards.return?.config.groups).toMatchObject([
      { fields: [{ label: 'Result', dataType: { kind: 'object', list: true } }] }
    ])
  })

  it('sends only the keys of its body that have a value, without those that are read-only', () => {
    const { cards, strip } = docOf(acmeConversion(), 'Add a person')
    expect(strip).toEqual(['start', 'body', 'sent', 'request', 'return'])
    expect(cards.body?.config.keys).toMatchObject([
      { key: 'name' },
      { key: 'password' },
      { key: 'manager', dataType: { kind: 'object' } },
      { key: '+1', dataType: { kind: 'boolean' } },
      { key: '-1' },
      { key: 'note' }
    ])
    expect(cards.request?.config).toMatchObject({ method: 'POST', bodyFormat: 'json' })
    const outputs = cards.return?.config.groups
    expect(outputs).toMatchObject([
      { fields: [{ id: 'id' }, { id: 'name' }, { id: 'manager' }, { label: '1' }, { label: '1 2' }] }
    ])
  })

  it('sends files as parts of a form and returns a file', () => {
    const conversion = acmeConversion()
    expect(docOf(conversion, 'Set the photo').cards.request?.config).toMatchObject({
      bodyFormat: 'multipart',
      form: [{ name: 'file' }, { name: 'title' }]
    })
    const photo = docOf(conversion, 'Photo')
    expect(photo.cards.request?.config).toMatchObject({ asFile: true })
    expect(photo.cards.return?.config.groups).toMatchObject([{ fields: [{ dataType: { kind: 'file' } }] }])
  })

  it('names the parts that are left out, with place and reason', () => {
    const conversion = acmeConversion()
    expect(reasonsAt(conversion, 'GET /teams/{team}/people ▸ parameter session')).toEqual([
      'Cookies are not sent.'
    ])
    expect(acme[0]?.notes).toEqual([
      { place: 'security scheme odd', reason: expect.stringContaining('openIdConnect') },
      { place: 'HEAD /teams/{team}/hooks/{hook_id}', reason: expect.stringContaining('method') }
    ])
  })

  it('of OpenAPI 2.0 joins lists as its parameters say, and sends and returns files', () => {
    const documents = indexed(swaggerDocument)
    const conversion = convert(documents, everything(documents))
    const [ids, labels] = documents.flatMap(() => {
      const groups = docOf(conversion, 'List parcels').cards.start?.config.groups
      return Array.isArray(groups) ? groups.flatMap(group => Reflect.get(Object(group), 'fields')) : []
    })
    expect(ids).toMatchObject({ dataType: { kind: 'text', list: false } })
    expect(labels).toMatchObject({ dataType: { kind: 'text', list: true } })
    expect(docOf(conversion, 'Upload label').cards.request?.config).toMatchObject({ bodyFormat: 'multipart' })
    expect(docOf(conversion, 'Download label').cards.request?.config).toMatchObject({ asFile: true })
  })
})

describe('an event', () => {
  it('has typed outputs, and runs only for its own type', () => {
    const { cards, strip } = docOf(acmeConversion(), 'Person created')
    expect(strip).toEqual(['event', 'only1', 'return'])
    expect(cards.only1?.inputs).toMatchObject({
      left: { card: 'event', field: 'body', path: ['action'] },
      right: { value: 'created' }
    })
    expect(cards.return?.config.groups).toMatchObject([
      {
        fields: [
          { id: 'action', dataType: { kind: 'text', list: false } },
          { id: 'person', dataType: { kind: 'object', list: false } },
          { id: 'at', dataType: { kind: 'date', list: false } },
          { id: 'tags', dataType: { kind: 'text', list: true } },
          { id: 'count', dataType: { kind: 'number', list: false } },
          { id: 'anything', guessed: true }
        ]
      }
    ])
  })

  it('has no condition on an empty text, and keeps the name of its type', () => {
    const properties = { kind: { enum: [''] }, mark: { const: '--' }, topic: { type: 'string' } }
    const schema = { type: 'object', properties, required: ['kind', 'mark'] }
    const webhooks = {
      'parcel moved': { post: { requestBody: { content: { 'application/json': { schema } } } } }
    }
    const documents = indexed({ ...acmeDocument, webhooks })
    const conversion = convert(documents, everything(documents))
    expect(problemsIn(conversion)).toEqual([])
    const { cards, strip } = docOf(conversion, 'Parcel moved')
    expect(strip).toEqual(['event', 'only1', 'return'])
    expect(cards.only1?.inputs.left).toMatchObject({ path: ['mark'] })
    expect(cards.event?.inputs['registration.eventType']).toMatchObject({ value: ['parcel moved'] })
  })

  it('is registered, deregistered and listed by the operations that create, delete and list', () => {
    const conversion = acmeConversion()
    const ids = Object.fromEntries(conversion.flows.map(({ kind, id }) => [kind, id]))
    const { cards } = docOf(conversion, 'Person created')
    expect(cards.event?.config).toMatchObject({
      options: [
        { id: 'team', required: true },
        { id: 'region', required: true }
      ],
      registrationFlowId: ids.registration,
      deregistrationFlowId: ids.deregistration,
      listingFlowId: ids.listing
    })
    expect(cards.event?.inputs).toEqual({
      'registration.team': { kind: 'pill', card: 'event', field: 'option.team', path: [] },
      'deregistration.team': { kind: 'pill', card: 'event', field: 'option.team', path: [] },
      'listing.team': { kind: 'pill', card: 'event', field: 'option.team', path: [] },
      'registration.region': { kind: 'pill', card: 'event', field: 'option.region', path: [] },
      'registration.eventType': { kind: 'literal', value: ['person'] }
    })
    const registration = docOf(conversion, 'Webhook registration')
    expect(registration.cards.wish_4?.config.keys).toMatchObject([
      { key: 'url' },
      { key: 'content_type' },
      { key: 'secret' }
    ])
    expect(registration.cards.wish?.inputs).toMatchObject({
      k1: { value: 'Hookwright' },
      k2: { field: 'region' },
      k3: { value: 'push' },
      k4: { card: 'wish_4' },
      k5: { field: 'eventType' }
    })
    expect(docOf(conversion, 'Webhook deregistration').cards.request?.inputs.url).toMatchObject({
      parts: ['/teams/', { field: 'team' }, '/hooks/', { card: 'id', field: 'value' }]
    })
    expect(docOf(conversion, 'Webhook list').cards.return?.inputs).toMatchObject({
      list: { path: ['hooks'] },
      id: { path: ['id'] },
      eventUrl: { path: ['config', 'url'] },
      registrationData: { path: [] }
    })
  })

  it('is registered without a required value whose only choice does not fit its type, which is noted', () => {
    const properties = {
      url: { type: 'string' },
      until: { type: 'string', format: 'date-time', enum: ['never'] },
      since: { type: 'string', format: 'date-time', enum: ['2026-01-02T03:04:05Z'] }
    }
    const schema = { type: 'object', properties, required: ['url', 'until', 'since'] }
    const received = { '{$request.body#/url}': { post: { requestBody: { content: {} } } } }
    const create = { requestBody: { content: { 'application/json': { schema } } }, callbacks: { received } }
    const documents = indexed({ ...callbackDocument, paths: { '/streams': { post: create } } })
    const conversion = convert(documents, everything(documents, { registration: null }))
    expect(problemsIn(conversion)).toEqual([])
    expect(docOf(conversion, 'Webhook registration').cards.wish?.config.keys).toMatchObject([
      { key: 'url' },
      { key: 'since' }
    ])
    expect(reasonsAt(conversion, 'body until')).toEqual([
      expect.stringContaining('required, but the document does not contain one')
    ])
  })

  it('of a callback is registered by the operation that declares it', () => {
    const documents = indexed(callbackDocument)
    const conversion = convert(documents, everything(documents, { registration: null }))
    expect(docOf(conversion, 'Webhook registration').cards.wish_1?.config.keys).toMatchObject([
      { key: 'address' }
    ])
    expect(docOf(conversion, 'Webhook registration').cards.data?.inputs).toMatchObject({
      k1: { path: ['data', 'id'] }
    })
    expect(docOf(conversion, 'On data').cards.event?.config.registrationFlowId).toEqual(expect.any(String))
  })
})

describe('several documents', () => {
  it('give one connector, whose events are registered by an operation of another document', () => {
    const { webhooks, ...api } = acmeDocument
    const documents = indexed(api, { ...acmeDocument, paths: {}, webhooks })
    const choice = everything(documents)
    expect(choice.events).toEqual([{ document: 1, key: 'webhook person-created' }])
    const conversion = convert(documents, choice)
    expect(docOf(conversion, 'Person created').cards.event?.config.registrationFlowId).toEqual(
      expect.any(String)
    )
    expect(problemsIn(conversion)).toEqual([])
  })

  it('call the server of their own document', () => {
    const documents = indexed(acmeDocument, swaggerDocument)
    const choice = { ...everything(documents), operations: [{ document: 1, key: 'GET /parcels' }] }
    const conversion = convert(documents, choice)
    expect(docOf(conversion, 'List parcels').cards.request?.inputs.url).toEqual({
      kind: 'literal',
      value: 'https://parcels.example/api/parcels'
    })
    expect(reasonsAt(conversion, 'GET /parcels').join()).toContain('Allow the host')
  })
})

describe('authentication', () => {
  it('offers each way once, also when a document declares it under two names', () => {
    const bearer = { type: 'http', scheme: 'bearer' }
    const key = (name: string) => ({ type: 'apiKey', in: 'header', name })
    const securitySchemes = { a: bearer, b: bearer, one: key('X-One'), two: key('X-Two') }
    const [twice] = indexed({ ...acmeDocument, security: [{ b: [] }], components: { securitySchemes } })
    if (twice === undefined) throw new Error('The document was not read.')
    expect(outlineOf(twice).schemes.map(({ key, isRequired }) => [key, isRequired])).toEqual([
      ['a', true],
      ['one', false],
      ['two', false],
      ['+header', false],
      ['+basic', false]
    ])
    const [other] = indexed({ ...acmeDocument, components: { securitySchemes: { token: bearer } } })
    expect(other && outlineOf(other).schemes[0]?.way).toBe(outlineOf(twice).schemes[0]?.way)
  })

  it('has the chosen schemes as methods', () => {
    const { authentication } = convert(
      acme,
      everything(acme, { schemes: ['key', 'login', '+basic'], baseUrl: 'https://api.acme-hr.example/v1/' })
    )
    expect(authentication).toMatchObject({
      kind: 'api-key',
      baseUrl: { value: 'https://api.acme-hr.example/v1' },
      allowedHosts: ['api.acme-hr.example'],
      placement: { kind: 'header', name: 'X-Acme-Key' },
      others: [
        {
          kind: 'authorization-code',
          code: {
            authorizeUrl: { value: 'https://acme-hr.example/authorize' },
            scopes: [{ name: 'people:read', use: 'selected' }]
          }
        },
        { kind: 'basic' }
      ]
    })
    expect(Authentication.safeParse(authentication).error).toBe(undefined)
  })

  it('asks for the variables of the base URL and allows no host besides it', () => {
    const documents = indexed(callbackDocument)
    const conversion = convert(
      documents,
      everything(documents, { schemes: ['+bearer'], baseUrl: 'https://{tenant}.streams.example/v2' })
    )
    expect(conversion.authentication).toMatchObject({
      fields: [{ id: 'server_tenant', label: 'Tenant', initial: 'demo' }, { id: 'token' }],
      baseUrl: { parts: ['https://', { field: 'server_tenant' }, '.streams.example/v2'] },
      allowedHosts: []
    })
    expect(reasonsAt(conversion, 'base URL')).toEqual([expect.stringContaining('only that host')])
  })

  it.each([
    ['https://{tenant}.tickets.example/api', 'acme.tickets.example', 'mallory.tickets.example'],
    ['https://{domain}.example', 'acme.example', 'mallory.example'],
    ['https://eu-{region}.api.tickets.example', 'eu-1.api.tickets.example', 'eu-2.api.tickets.example'],
    ['https://{host}', 'acme.example', 'mallory.example']
  ])('with the base URL %s sends credentials for %s to no other place', (baseUrl, own, foreign) => {
    const { allowedHosts } = convert(acme, everything(acme, { schemes: ['key'], baseUrl })).authentication
    const faultAt = (host: string) =>
      hostFault(new URL(`https://${host}/users`), {
        ...{ baseUrl: `https://${own}`, allowedHosts, outboundAllow: new Set<string>() }
      })
    expect(faultAt(own)).toBe(null)
    expect(faultAt(foreign)).toMatchObject({ code: 'http.host-not-allowed' })
  })

  it('ignores user name and password of a URL, and says so', () => {
    const login = 'ann:s3cret@'
    const servers = [{ url: `https://${login}api.acme-hr.example/v1` }]
    const documents = indexed(
      { ...acmeDocument, servers },
      { ...swaggerDocument, host: `${login}parcels.example` }
    )
    const outlines = documents.map(outlineOf)
    expect(outlines.map(outline => outline.servers)).toEqual([
      ['https://api.acme-hr.example/v1'],
      ['https://parcels.example/api']
    ])
    for (const { notes } of outlines)
      expect(notes).toContainEqual({ place: 'servers', reason: expect.stringContaining('left out') })
    const baseUrl = `https://${login}api.acme-hr.example/v1`
    const conversion = convert(documents, everything(documents, { schemes: ['key'], baseUrl }))
    expect(conversion.authentication).toMatchObject({
      baseUrl: { value: 'https://api.acme-hr.example/v1' },
      allowedHosts: ['api.acme-hr.example']
    })
    expect(reasonsAt(conversion, 'base URL')).toEqual([expect.stringContaining('left out')])
    expect(JSON.stringify([outlines, conversion])).not.toContain('s3cret')
  })

  it('ignores user name and password of an operation’s server, and says so', () => {
    const own = { servers: [{ url: 'https://ann:s3cret@uploads.acme-hr.example' }] }
    const paths = { '/files': { get: { summary: 'Files', ...own } } }
    const documents = indexed({ ...acmeDocument, paths })
    const conversion = convert(documents, everything(documents))
    expect(docOf(conversion, 'Files').cards.request?.inputs.url).toMatchObject({
      value: 'https://uploads.acme-hr.example/files'
    })
    expect(documents[0]?.notes).toContainEqual({
      place: 'GET /files',
      reason: expect.stringContaining('left out')
    })
    expect(JSON.stringify(conversion)).not.toContain('s3cret')
  })

  it('is tested by an operation that tells who is signed in', () => {
    expect(docOf(acmeConversion(), '_authping').cards.request?.inputs.url).toMatchObject({ value: '/me' })
  })
})
