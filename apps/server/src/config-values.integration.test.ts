import { once } from 'node:events'
import { createServer } from 'node:http'
import {
  type Authentication,
  CONNECTION_CARD,
  literal,
  noAuthentication,
  one,
  pill,
  text
} from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

const seen: { url: string; key: unknown; site: unknown; authorization: unknown }[] = []
const service = createServer(({ url = '', headers }, response) => {
  const { 'x-key': key, 'x-site': site, authorization } = headers
  seen.push({ url, key, site, authorization })
  const status = url.startsWith('/sites/unknown') ? 404 : 200
  response.writeHead(status, { 'content-type': 'text/plain' }).end('eu-1')
})
let url = ''
let server: TestServer
beforeAll(async () => {
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  const address = service.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: url } })
})
afterAll(async () => {
  await server?.remove()
  service.close()
})

const of = (field: string) => pill(CONNECTION_CARD, field)

const authentication = (flowId: string): Authentication => ({
  ...noAuthentication,
  kind: 'custom',
  fields: [
    { id: 'key', label: 'API key', entry: 'password', required: true },
    { id: 'account', label: 'Account', entry: 'text', required: true },
    {
      ...{ id: 'edition', label: 'Edition', entry: 'text', required: false },
      source: { from: 'fixed', value: 'v2', shown: true }
    },
    {
      ...{ id: 'site', label: 'Site', entry: 'text', required: false },
      source: { from: 'helper', flowId, shown: false }
    }
  ],
  baseUrl: text(`${url}/`, of('edition')),
  placement: { kind: 'parameters', headers: { 'X-Key': of('key'), 'X-Site': of('site') }, query: {} }
})

/** Creates a helper flow that requests `/sites/` and the account of the connection, without credentials. */
const siteFlow = () =>
  drawFlow(
    card('helper-flow', 'start', { config: { inputs: [] } }),
    card('raw-request', 'ask', {
      config: { expectJson: false },
      inputs: { url: text(`${url}/sites/`, pill('start', 'connection.account')) }
    }),
    card('return', 'return', {
      config: {
        fields: [
          { id: 'site', label: 'Site', fieldType: 'text-field', dataType: one('text'), required: false }
        ]
      },
      inputs: { site: pill('ask', 'body') }
    })
  )

test('[row 11a, 11b] configuration values are fixed or come from a helper flow, and are available in URLs, headers and flows', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Sites' })
  const { id: flowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Site', doc: siteFlow() })
  await api.connectors.authenticate.mutate({ connectorId, authentication: authentication(flowId) })
  const ping = drawFlow(
    card('authping', 'start'),
    card('raw-request', 'me', {
      config: { expectJson: false },
      inputs: {
        url: text('/me/', pill('start', 'connection.edition'), '/', pill('start', 'connection.site'))
      }
    })
  )
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc: ping })
  const create = (account: string, more = {}) =>
    api.testConnections.create.mutate({
      ...{ connectorId, name: account },
      values: { key: 's3cr3t', account, ...more }
    })
  const { id: connectionId } = await create('ada')
  expect(seen).toEqual([{ url: '/sites/ada', key: undefined, site: undefined, authorization: undefined }])
  const { status } = await api.testConnections.ping.mutate({ connectionId })
  expect(status).toEqual({ is: 'succeeded' })
  expect(seen.at(-1)).toMatchObject({ url: '/v2/me/v2/eu-1', key: 's3cr3t', site: 'eu-1' })

  expect(await faultOf(create('bob', { edition: 'v9' }))).toMatchObject({ code: 'connection.unknown-value' })
  expect(await faultOf(create('unknown'))).toMatchObject({
    code: 'connection.config-failed',
    message: expect.stringContaining('The value of “Site” could not be determined: its helper flow failed.')
  })

  const version = await api.versions.create.mutate({ connectorId, note: '' })
  await api.versions.deploy.mutate({ versionId: version.id, visible: true, note: '' })
  const [{ fields }] = await api.connections.form.query({ connectorId })
  expect(fields.map(({ id }) => id)).toEqual(['key', 'account', 'edition'])

  await api.makerFlows.remove.mutate({ flowId })
  const findings = await api.versions.validate.query({ connectorId })
  expect(JSON.stringify(findings)).toContain(
    'The field “Site” of the authentication gets its value from a flow that was deleted.'
  )
})

test('a fixed value is no password', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Secrets' })
  const refused = await faultOf(
    api.connectors.authenticate.mutate({
      connectorId,
      authentication: {
        ...noAuthentication,
        fields: [
          {
            ...{ id: 'key', label: 'Key', entry: 'password', required: false },
            source: { from: 'fixed', value: 's3cr3t', shown: false }
          }
        ],
        baseUrl: literal(url)
      }
    })
  )
  expect(refused).toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('Choose the field type Text.')
  })
})
