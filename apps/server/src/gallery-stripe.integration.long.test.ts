import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from './testing/emulate.ts'
import { findFreePort } from './testing/free-port.ts'
import { type GalleryConnector, importFromGallery } from './testing/gallery-connector.ts'
import { deployGalleryConnector } from './testing/gallery-event.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { type StubAnswer, type StubService, startStub } from './testing/stub-service.ts'
import { turnOff } from './testing/switch.ts'

/**
 * Webhook endpoint of Stripe. The API of `emulate` has no such endpoints, so this test's proxy stores them.
 */
interface Endpoint {
  id: string
  url: string
  enabled_events: string[]
  secret: string
}

let gate: StubService
let server: TestServer
let stripe: Emulator
let connector: GalleryConnector
let endpoints: Endpoint[] = []

/** Answers a request to Stripe's API for webhook endpoints. */
const answerEndpoints = (method: string, path: string, body: string): StubAnswer => {
  if (method === 'GET') return { status: 200, json: { object: 'list', data: endpoints } }
  if (method === 'DELETE') {
    endpoints = endpoints.filter(({ id }) => !path.endsWith(id))
    return { status: 200, json: { deleted: true } }
  }
  const form = new URLSearchParams(body)
  const endpoint = {
    id: `we_${endpoints.length + 1}`,
    url: form.get('url') ?? '',
    enabled_events: form.getAll('enabled_events[]'),
    secret: 'emulated-signing-secret'
  }
  endpoints.push(endpoint)
  return { status: 200, json: endpoint }
}

/**
 * Starts a proxy that answers requests for webhook endpoints itself and forwards all other requests to
 * `emulate`.
 */
const startGate = (): Promise<StubService> =>
  startStub(async (asked, { authorization = '', body }) => {
    const [method = '', path = ''] = asked.split(' ')
    if (path.startsWith('/v1/webhook_endpoints')) return answerEndpoints(method, path, body)
    const passed = await overHttp(`${stripe.url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      ...(body !== '' && { body })
    })
    return { status: passed.status, json: JSON.parse(passed.text) }
  })

const values = { secret_key: 'emulated-key' }

beforeAll(async () => {
  gate = await startGate()
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: gate.url } })
  connector = await importFromGallery(server.api, 'stripe', [
    ['https://api.stripe.com', gate.url],
    ['- api.stripe.com', `- "${gate.host}"`]
  ])
})
afterAll(async () => {
  await server?.remove()
  await gate?.stop()
  await stripe?.stop()
})

test('the connector of the gallery receives events that Stripe signs, and runs actions', async () => {
  const { api } = server
  const events = await deployGalleryConnector(api, connector, values)
  const { flowId, eventUrl, subscriptionId } = await events.listen(
    'Customer event',
    { types: ['customer.created'] },
    'email'
  )
  expect(endpoints).toMatchObject([{ url: eventUrl, enabled_events: ['customer.created'] }])
  const compared = await api.subscriptions.compare.mutate({ flowId, subscriptionId })
  expect(compared).toMatchObject({ listed: 1, fine: 1, missing: [] })

  // Emulate takes webhook endpoints only when it starts.
  const webhooks = endpoints.map(({ url, enabled_events, secret }) => ({
    url,
    events: enabled_events,
    secret
  }))
  const products = [{ id: 'prod_day', name: 'Onboarding day' }]
  const prices = [{ id: 'price_day', product_name: 'Onboarding day', currency: 'eur', unit_amount: 4900 }]
  stripe = await startEmulator({
    ...{ service: 'stripe', port: await findFreePort(), path: '/v1/customers' },
    seed: { stripe: { webhooks, products, prices } }
  })
  const connectionId = await connector.connect(values)
  const ping = await api.testConnections.ping.mutate({ connectionId })
  expect(ping.status).toEqual({ is: 'succeeded' })

  const run = async (name: string, params = {}): Promise<Record<string, unknown>> =>
    Object(await connector.run(name, connectionId, params))
  const customer = { email: 'kim@acme.example', name: 'Kim' }
  const created = await run('Create customer', customer)
  expect(created).toMatchObject({ createdEmail: 'kim@acme.example', createdName: 'Kim' })
  const { customerId } = created
  expect(await run('Find customer by email', { email: 'kim@acme.example' })).toMatchObject({
    ...{ customerId, name: 'Kim' }
  })
  expect(await run('Create product', { name: 'Welcome box' })).toMatchObject({ createdName: 'Welcome box' })
  const checkout = {
    priceId: 'price_day',
    quantity: 2,
    successUrl: 'https://acme.example/thanks',
    customerId
  }
  expect(await run('Create checkout page', { 'option.mode': 'payment', ...checkout })).toMatchObject({
    status: 'open',
    url: expect.stringContaining('/checkout/')
  })
  expect(await connector.run('Get payment', connectionId, { paymentId: 'pi_missing' })).toContain(
    'No such payment_intent'
  )

  expect(await events.eventOf(flowId)).toMatchObject({
    ...{ id: customerId, email: 'kim@acme.example', eventType: 'customer.created' }
  })
  await turnOff(api, flowId)
  expect(endpoints).toEqual([])
  expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
})
