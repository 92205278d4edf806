import { inflateRawSync } from 'node:zlib'
import { blankReceiving, type Receiving, SECRET_MARK } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acmeAuthentication, connectAcme } from './testing/acme-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { deployRing, drawNote } from './testing/plain-connector.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, turnOn } from './testing/switch.ts'

const SECRET = 'sesame-4711'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

/** Turns on a flow whose connector expects a token in this part of the request. */
const turnOnToken = async (name: string, from: 'header' | 'query' | 'json') => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: `Acme ${from}` })
  const authentication = acmeAuthentication({ url: 'https://api.acme.example', host: 'api.acme.example' })
  await api.connectors.authenticate.mutate({ connectorId, authentication })
  const signature = { from, name, split: '' as const, prefix: '', encoding: 'text' as const }
  const key = { from: 'connection' as const, field: 'apiKey', decode: 'text' as const }
  const receiving: Receiving = {
    ...blankReceiving,
    verify: [{ id: 'token', algorithm: 'token', key, content: '', signature, time: null, also: [] }]
  }
  const plain = await deployRing(api, connectorId, receiving)
  const connectionId = await connectAcme(api, plain, SECRET)
  const flowId = await addFlow(api, `Note ${from}`, drawNote(plain, connectionId))
  return { connectorId, flowId, ...(await turnOn(api, flowId)) }
}

/** Returns the contents of all files in a ZIP archive as one text. */
const textsOf = (zip: Buffer): string => {
  let texts = ''
  for (let at = zip.indexOf('PK\x03\x04'); at >= 0; at = zip.indexOf('PK\x03\x04', at + 1)) {
    const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
    const isStored = zip.readUInt16LE(at + 8) === 0
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 18))
    texts += (isStored ? packed : inflateRawSync(packed)).toString()
  }
  return texts
}

// review: security H5
test.each([
  { from: 'header' as const, name: 'X-Gitlab-Token', query: '', body: { name: 'Ada' } },
  { from: 'query' as const, name: 'secret', query: `?page=1&secret=${SECRET}`, body: { name: 'Ada' } },
  { from: 'json' as const, name: 'clientState', query: '', body: { name: 'Ada', clientState: SECRET } }
])(
  'a token in the $from is in no export of a delivery, a flow or a connector',
  async ({ from, name, query, body }) => {
    const { api } = server
    const { connectorId, flowId, eventUrl } = await turnOnToken(name, from)
    const headers = { 'content-type': 'application/json', ...(from === 'header' && { [name]: SECRET }) }
    const answer = await overHttp(`${eventUrl}${query}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body)
    })
    expect(answer.status).toBe(202)
    const [delivery] = await storedDeliveriesOf(api, flowId, 1)
    const deliveryId = delivery?.id ?? ''

    // The copies as curl, fetch and Python are written from this.
    const copied = await api.deliveries.signAnew.mutate({ deliveryId })
    expect(JSON.stringify(copied)).toContain('Ada')
    // The delivery page and `hookwright listen` show this.
    const shown = await api.deliveries.get.query({ deliveryId })
    expect(JSON.stringify(shown)).toContain(SECRET_MARK)
    const files = await Promise.all([
      api.flows.exportFiles.query({ flowId }),
      api.connectors.exportFiles.query({ connectorId })
    ])
    const archives = files.map(({ archive }) => textsOf(Buffer.from(archive, 'base64')))
    for (const texts of archives) expect(texts).toContain('Ring')
    const run = await api.runs.get.query({ runId: deliveryId })
    expect(JSON.stringify([copied, shown, run, archives])).not.toContain(SECRET)
  }
)
