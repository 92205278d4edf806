import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { Json } from '@hookwright/model'
import { type GalleryService, hmac, json, origin, post, type SentEvent } from './gallery-services.ts'

const gitlab: GalleryService = {
  key: 'gitlab',
  replaced: host => [
    ['https://gitlab.com', origin(host)],
    ['- gitlab.com', `- "${host}"`]
  ],
  methodId: 'token',
  values: () => ({ access_token: 'stub-token' }),
  event: 'Issue event',
  options: { project: '15', actions: ['open'] },
  answer: ({ asked, json: form }) =>
    asked === 'POST /api/v4/projects/15/hooks' &&
    form.issues_events === 'true' &&
    form.push_events === 'false'
      ? json(201, { id: 41 })
      : null,
  send: (_, secret) => ({
    headers: { 'x-gitlab-token': secret, 'idempotency-key': 'd1' },
    body: JSON.stringify({
      object_kind: 'issue',
      user: { username: 'kim' },
      project: { id: 15 },
      object_attributes: { iid: 23, title: 'Laptop for Kim', action: 'open' }
    })
  }),
  outputs: { iid: 23, title: 'Laptop for Kim', username: 'kim' },
  removes: 'DELETE /api/v4/projects/15/hooks/41'
}

const subscription = { id: 'gid://shopify/WebhookSubscription/1' }

const shopify: GalleryService = {
  key: 'shopify',
  replaced: () => [
    ['.myshopify.com/admin', '/admin'],
    ['- https://', '- http://']
  ],
  values: host => ({ shop: host, client_id: 'stub', client_secret: 'shop-secret' }),
  event: 'Order event',
  options: { topic: 'ORDERS_CREATE' },
  answer: ({ asked, json: { query } }) => {
    if (!asked.endsWith('/graphql.json')) return null
    const made = { webhookSubscription: subscription, userErrors: [] }
    if (String(query).includes('webhookSubscriptionCreate'))
      return json(200, { data: { webhookSubscriptionCreate: made } })
    if (String(query).includes('webhookSubscriptionDelete'))
      return json(200, { data: { webhookSubscriptionDelete: { userErrors: [] } } })
    return json(200, { data: { webhookSubscription: subscription } })
  },
  send: () => {
    const body = JSON.stringify({ name: '#1001', total_price: '59.99', customer: { first_name: 'Kim' } })
    const headers = { 'x-shopify-topic': 'orders/create', 'x-shopify-event-id': 'e1' }
    return { headers: { ...headers, 'x-shopify-hmac-sha256': hmac('shop-secret', body, 'base64') }, body }
  },
  outputs: { name: '#1001', totalPrice: '59.99', firstName: 'Kim', topic: 'orders/create' },
  removes: 'POST /admin/api/2026-10/graphql.json'
}

const jiraParts: Pick<GalleryService, 'key' | 'replaced' | 'inFlows' | 'event' | 'options' | 'outputs'> = {
  key: 'jira',
  replaced: host => [
    ['https://api.atlassian.com', origin(host)],
    ['https://auth.atlassian.com', origin(host)],
    ['- https://', '- http://'],
    ['- api.atlassian.com', `- "${host}"`],
    ['".atlassian.net"', '""']
  ],
  inFlows: [
    ['- https://', '- http://'],
    ['.atlassian.net/_edge', '/_edge']
  ],
  event: 'Issue event',
  options: { events: ['jira:issue_created'], jql: 'project = ACME' },
  outputs: { issueKey: 'ACME-7', summary: 'Laptop for Kim', time: '2026-01-02T03:04:05.678Z' }
}

const jiraEvent = JSON.stringify({
  timestamp: 1_767_323_045_678,
  webhookEvent: 'jira:issue_created',
  issue: { id: '7', key: 'ACME-7', fields: { summary: 'Laptop for Kim' } }
})

const jira: GalleryService = {
  ...jiraParts,
  values: host => ({ site: host, email: 'admin@acme-hr.example', api_token: 'stub-token' }),
  answer: ({ asked }) =>
    asked === 'POST /rest/webhooks/1.0/webhook'
      ? json(201, { self: 'http://stub/rest/webhooks/1.0/webhook/72' })
      : null,
  send: (_, secret) => ({
    headers: { 'x-hub-signature': `sha256=${hmac(secret, jiraEvent)}` },
    body: jiraEvent
  }),
  removes: 'DELETE /rest/webhooks/1.0/webhook/72'
}

const base64Url = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const jiraApp: GalleryService = {
  ...jiraParts,
  methodId: 'oauth',
  values: host => ({ site: host, client_id: 'stub', client_secret: 'app-secret' }),
  signsIn: true,
  answer: ({ asked }) => {
    if (asked === 'GET /_edge/tenant_info') return json(200, { cloudId: 'c1' })
    return asked === 'POST /ex/jira/c1/rest/api/3/webhook'
      ? json(200, { webhookRegistrationResult: [{ createdWebhookId: 1000 }] })
      : null
  },
  send: () => {
    const token = `${base64Url({ alg: 'HS256', typ: 'JWT' })}.${base64Url({ iss: 'stub' })}`
    const signature = createHmac('sha256', 'app-secret').update(token).digest('base64url')
    return { headers: { authorization: `Bearer ${token}.${signature}` }, body: jiraEvent }
  },
  removes: 'DELETE /ex/jira/c1/rest/api/3/webhook'
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519')

/** Signs an event as Discord does. */
const discordEvent = (event: Record<string, Json>): SentEvent => {
  const [body, time] = [JSON.stringify(event), String(Math.floor(Date.now() / 1000))]
  const signature = sign(null, Buffer.from(`${time}${body}`), privateKey).toString('hex')
  return { headers: { 'x-signature-ed25519': signature, 'x-signature-timestamp': time }, body }
}

/**
 * Creates the answers of a Discord app. It accepts an Event URL only if a signed ping gets the status `pong`,
 * and a wrongly signed one gets 401.
 */
const discordApp = (key: string, ping: Record<string, Json>, pong: number): GalleryService['answer'] => {
  let entered: Json = null
  return async ({ asked, json: change }, eventUrl) => {
    if (asked === 'GET /applications/@me') return json(200, { id: '1', [key]: entered })
    if (asked !== 'PATCH /applications/@me') return null
    if (change[key] !== null) {
      const good = discordEvent(ping)
      const bad = { ...good, body: `${good.body} ` }
      const statuses = [(await post(eventUrl(), good)).status, (await post(eventUrl(), bad)).status]
      if (statuses.join() !== `${pong},401`) return json(400, { message: `Not verified: ${statuses}` })
    }
    entered = change[key] ?? null
    return json(200, { id: '1', [key]: entered })
  }
}

const discordParts: Pick<GalleryService, 'key' | 'replaced' | 'values' | 'removes'> = {
  key: 'discord',
  replaced: host => [
    ['https://discord.com/api/v10', origin(host)],
    ['- discord.com', `- "${host}"`]
  ],
  values: () => ({
    bot_token: 'stub-token',
    public_key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  }),
  removes: 'PATCH /applications/@me'
}

const discord: GalleryService = {
  ...discordParts,
  event: 'Interaction received',
  options: {},
  answer: discordApp('interactions_endpoint_url', { id: '1', type: 1 }, 200),
  send: () =>
    discordEvent({
      ...{ id: '2', type: 2, token: 'stub-interaction', data: { name: 'order' } },
      member: { user: { id: '53', username: 'kim' } }
    }),
  outputs: { command: 'order', userId: '53', username: 'kim' }
}

const discordEvents: GalleryService = {
  ...discordParts,
  event: 'App event',
  options: { types: ['APPLICATION_AUTHORIZED'] },
  answer: discordApp('event_webhooks_url', { version: 1, application_id: '1', type: 0 }, 204),
  send: () => {
    const data = { user: { id: '53', username: 'kim' }, scopes: ['bot'] }
    const event = { type: 'APPLICATION_AUTHORIZED', timestamp: '2024-10-18T14:42:53.064834', data }
    return discordEvent({ version: 1, application_id: '1', type: 1, event })
  },
  outputs: { type: 'APPLICATION_AUTHORIZED', userId: '53', scopes: ['bot'] }
}

/** Stubs of services for code, shops, issues and chat. Their connectors register Event URLs automatically. */
export const galleryAppServices: readonly GalleryService[] = [
  gitlab,
  shopify,
  jira,
  jiraApp,
  discord,
  discordEvents
]
