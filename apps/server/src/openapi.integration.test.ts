import type { UploadedDocument } from '@hookwright/api'
import type { Role } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectApi, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { goodPassword, signInAs } from './testing/sign-in.ts'
import { type StubService, startStub } from './testing/stub-service.ts'

let stub: StubService
let server: TestServer
let cookie: string
const sent: string[] = []

const signedIn = async (name: string, role: Role): Promise<string> => {
  await server.api.people.add.mutate({ name, password: goodPassword, role })
  return signInAs(server.url, name)
}

beforeAll(async () => {
  stub = await startStub(async (asked, { body }) => {
    sent.push(`${asked} ${body}`)
    return { status: 201, json: { id: 7, title: 'Lamp' } }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url } })
  cookie = await signedIn('Mia Example', 'maker')
})
afterAll(async () => {
  await server?.remove()
  await stub?.stop()
})

const upload = (content: string | Buffer, as: string | null = cookie): Promise<Response> =>
  fetch(`${server.url}/api/openapi?name=shop.yaml`, {
    method: 'POST',
    body: content,
    headers: as === null ? {} : { cookie: as }
  })

const read = async (content: string): Promise<UploadedDocument> => {
  const response = await upload(content)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as UploadedDocument
}

const shop = `
openapi: 3.0.3
info: { title: 'Shop: API', version: '1' }
servers: [{ url: '/v1' }]
paths:
  /shops/{shop}/items:
    post:
      summary: Add an item
      parameters:
        - { name: shop, in: path, required: true, schema: { type: string } }
        - { name: notify, in: query, schema: { type: boolean } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              required: [title]
              properties: { title: { type: string }, price: { type: number }, shape: { $ref: 'shapes.yaml' } }
      responses:
        '201':
          description: made
          content:
            application/json:
              schema: { properties: { id: { type: integer }, title: { type: string } } }
`

const choiceOf = (key: string, baseUrl: string) => ({
  operations: [{ document: 0, key }],
  events: [],
  registration: null,
  schemes: [],
  baseUrl
})

test('a document becomes a connector whose action calls the service, and more is added to it later', async () => {
  const maker = connectApi(server.url, cookie)
  const { id, outline } = await read(shop)
  expect(outline).toMatchObject({ title: 'Shop: API', version: '3.0', servers: [] })
  const asked = { documents: [id], choice: choiceOf('POST /shops/{shop}/items', stub.url) }
  const preview = await maker.connectors.previewOpenApi.mutate(asked)
  expect(preview).toMatchObject({
    freeName: 'Shop',
    flows: [{ name: 'Add an item', kind: 'action' }],
    hosts: [{ host: stub.host, isNew: true }],
    notes: [{ place: 'shapes.yaml', reason: expect.stringContaining('not fetched') }]
  })
  const made = await maker.connectors.createFromOpenApi.mutate({ ...asked, name: 'Shop API' })
  const [flow] = await maker.makerFlows.list.query({ connectorId: made.id })
  if (flow === undefined) throw new Error('The connector has no flow.')
  const run = await maker.makerFlows.test.mutate({
    flowId: flow.id,
    values: { shop: 'a b', title: 'Lamp', notify: true }
  })
  expect(JSON.stringify(run)).toContain('Lamp')
  expect(sent).toEqual(['POST /shops/a%20b/items?notify=true {"title":"Lamp"}'])

  const again = { ...asked, connectorId: made.id }
  const { basis, flows } = await maker.connectors.previewOpenApi.mutate(again)
  expect(flows).toMatchObject([{ name: 'Add an item 2' }])
  await maker.connectors.importOpenApi.mutate({ ...again, basis })
  expect(await faultOf(maker.connectors.importOpenApi.mutate({ ...again, basis }))).toMatchObject({
    code: 'files.stale'
  })
  expect(await maker.makerFlows.list.query({ connectorId: made.id })).toHaveLength(2)
})

test('only makers upload, and what is no document or too large is refused with a sentence', async () => {
  const user = await signedIn('Uma Example', 'user')
  const codeOf = async (response: Response) => {
    const answer: unknown = await response.json()
    return [response.status, Reflect.get(Object(Reflect.get(Object(answer), 'error')), 'code')]
  }
  expect(await codeOf(await upload(shop, null))).toEqual([401, 'sign-in.needed'])
  expect(await codeOf(await upload(shop, user))).toEqual([403, 'permission.denied'])
  expect(await codeOf(await upload('a: [b'))).toEqual([400, 'openapi.unreadable'])
  expect(await codeOf(await upload('{"openapi":"4.0.0"}'))).toEqual([400, 'openapi.unreadable'])
  expect(await codeOf(await upload('{"openapi":"3.1.0"}'))).toEqual([400, 'openapi.unreadable'])
  // The server ends the connection without reading on, so the client may see no more than that.
  const large = await upload(Buffer.alloc(33 * 1_048_576, 0x20)).then(codeOf, () => 'ended')
  expect([[413, 'openapi.too-large'], 'ended']).toContainEqual(large)
})

test('a document belongs to the maker who uploaded it', async () => {
  const other = connectApi(server.url, await signedIn('Max Example', 'maker'))
  const { id } = await read(shop)
  const asked = { documents: [id], choice: choiceOf('POST /shops/{shop}/items', stub.url) }
  const codeOf = async (call: Promise<unknown>) => (await faultOf(call)).code
  expect(await codeOf(other.connectors.previewOpenApi.mutate(asked))).toBe('openapi.document-gone')
  expect(await codeOf(other.connectors.createFromOpenApi.mutate({ ...asked, name: 'Not theirs' }))).toBe(
    'openapi.document-gone'
  )
  const maker = connectApi(server.url, cookie)
  expect((await maker.connectors.previewOpenApi.mutate(asked)).flows).toHaveLength(1)
})

test('a choice of no operations, of too many, of unknown ones, or from lost documents is refused', async () => {
  const maker = connectApi(server.url, cookie)
  const { id } = await read(shop)
  const codeOf = async (documents: string[], operations: { document: number; key: string }[]) =>
    (
      await faultOf(
        maker.connectors.previewOpenApi.mutate({
          documents,
          choice: { ...choiceOf('', ''), operations }
        })
      )
    ).code
  const there = { document: 0, key: 'POST /shops/{shop}/items' }
  expect(await codeOf([id], [])).toBe('openapi.nothing-chosen')
  expect(
    await codeOf(
      [id],
      Array.from({ length: 101 }, () => there)
    )
  ).toBe('openapi.too-many')
  expect(await codeOf([id], [{ document: 0, key: 'GET /' }])).toBe('openapi.part-gone')
  expect(await codeOf(['0190a000-0000-7000-8000-000000000000'], [there])).toBe('openapi.document-gone')
})
