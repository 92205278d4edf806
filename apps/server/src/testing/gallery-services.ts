import { createHmac } from 'node:crypto'
import type { Json } from '@hookwright/model'
import { overHttp } from './over-http.ts'
import type { StubAnswer } from './stub-service.ts'

/** Request to a stub. */
export interface StubRequest {
  asked: string
  json: Record<string, Json>
}

/** Event that a stub sends. */
export interface SentEvent {
  headers?: Record<string, string>
  body?: string
}

/** Stub of a service, as its public reference describes registration and events. */
export interface GalleryService {
  key: string
  /** Texts of `connector.yaml` to replace by the host of the stub. */
  replaced: (host: string) => [text: string, by: string][]
  /** Texts of the flows to replace. None by default. */
  inFlows?: [text: string, by: string][]
  /** Authentication method, and values of the connection. */
  methodId?: string
  values: (host: string) => Record<string, string>
  signsIn?: true
  event: string
  options: Record<string, Json>
  /** Answers a request. Null stands for the default answer of the stub. */
  answer: (request: StubRequest, eventUrl: () => string) => Promise<StubAnswer | null> | StubAnswer | null
  /** Returns an event for an Event URL, signed as the service does. */
  send: (eventUrl: string, secret: string) => SentEvent
  /** Expected outputs of the event. Other outputs are not checked. */
  outputs: Record<string, unknown>
  /** Request that removes the registration. */
  removes: string
}

export const hmac = (key: string, content: string, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHmac('sha256', key).update(content).digest(encoding)

const seconds = (): string => String(Math.floor(Date.now() / 1000))
export const json = (status: number, value: unknown): StubAnswer => ({ status, json: value })
export const origin = (host: string): string => `http://${host}`

/** Sends a request to an Event URL, and returns the answer. */
export const post = (eventUrl: string, { headers = {}, body = '' }: SentEvent) =>
  overHttp(eventUrl, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

const sentry: GalleryService = {
  key: 'sentry',
  replaced: host => [
    ['value: https://us.sentry.io', `value: ${origin(host)}`],
    ['initial: https://us.sentry.io', `initial: ${origin(host)}`],
    ['- us.sentry.io', `- "${host}"`]
  ],
  values: host => ({
    organization: 'acme-hr',
    region: origin(host),
    token: 'stub-token',
    clientSecret: 'stub'
  }),
  event: 'Error in project',
  options: { project: '3', events: ['event.created'] },
  answer: ({ asked }) =>
    asked === 'POST /api/0/projects/acme-hr/3/hooks/'
      ? json(201, { id: 'hook1', secret: 'hook-secret' })
      : null,
  send: () => {
    const body = JSON.stringify({
      project: {},
      group: { id: '7' },
      event: { eventID: 'e1', title: 'Payroll' }
    })
    return { headers: { 'x-servicehook-signature': hmac('hook-secret', body) }, body }
  },
  outputs: { eventId: 'e1', title: 'Payroll', issueId: '7' },
  removes: 'DELETE /api/0/projects/acme-hr/3/hooks/hook1/'
}

const pagerdutyEvent = (event: Record<string, Json>): SentEvent => {
  const body = JSON.stringify({ event })
  return { headers: { 'x-pagerduty-signature': `v1=${hmac('pd-secret', body)}` }, body }
}

const pagerduty: GalleryService = {
  key: 'pagerduty',
  replaced: host => [
    ['https://api.pagerduty.com', origin(host)],
    ['- api.pagerduty.com', `- "${host}"`]
  ],
  values: () => ({ token: 'stub-token', email: 'ada@acme-hr.example' }),
  event: 'Incident event',
  options: { events: ['incident.triggered'], scope: 'account_reference' },
  answer: async ({ asked }, eventUrl) => {
    if (asked === 'POST /webhook_subscriptions')
      return json(200, { webhook_subscription: { id: 'PY1', delivery_method: { secret: 'pd-secret' } } })
    if (asked !== 'POST /webhook_subscriptions/PY1/ping') return null
    await post(eventUrl(), pagerdutyEvent({ id: 'p1', event_type: 'pagey.ping', data: { type: 'ping' } }))
    return { status: 202 }
  },
  send: () =>
    pagerdutyEvent({
      id: 'e1',
      event_type: 'incident.triggered',
      data: { id: 'PT4', title: 'Payroll is late' }
    }),
  outputs: { eventType: 'incident.triggered', title: 'Payroll is late' },
  removes: 'DELETE /webhook_subscriptions/PY1'
}

const hubspot: GalleryService = {
  key: 'hubspot',
  replaced: host => [
    ['https://api.hubapi.com', origin(host)],
    ['https://app.hubspot.com', origin(host)],
    ['- api.hubapi.com', `- "${host}"`]
  ],
  values: () => ({ clientId: 'stub', clientSecret: 'hs-secret', appId: '54321', developerKey: 'stub-key' }),
  signsIn: true,
  event: 'CRM event',
  options: { events: ['contact.creation'] },
  answer: ({ asked }) => {
    if (!asked.includes('/webhooks/v3/54321/subscriptions')) return null
    if (asked.startsWith('GET')) return json(200, { results: [] })
    return asked.startsWith('POST') ? json(201, { id: '12', eventType: 'contact.creation' }) : null
  },
  send: eventUrl => {
    const occurredAt = Date.now()
    const event = {
      eventId: 1,
      subscriptionId: 12,
      subscriptionType: 'contact.creation',
      occurredAt,
      objectId: 9
    }
    const body = JSON.stringify([event])
    const time = String(occurredAt)
    const signature = hmac('hs-secret', `POST${eventUrl}${body}${time}`, 'base64')
    return { headers: { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': time }, body }
  },
  outputs: { eventType: 'contact.creation', objectId: '9' },
  removes: 'DELETE /webhooks/v3/54321/subscriptions/12?hapikey=stub-key'
}

const zoomEvent = (event: Record<string, Json>): SentEvent => {
  const [body, time] = [JSON.stringify(event), seconds()]
  const signature = `v0=${hmac('zm-secret', `v0:${time}:${body}`)}`
  return { headers: { 'x-zm-signature': signature, 'x-zm-request-timestamp': time }, body }
}

const zoom: GalleryService = {
  key: 'zoom',
  replaced: host => [
    ['https://api.zoom.us', origin(host)],
    ['https://zoom.us', origin(host)],
    ['- api.zoom.us', `- "${host}"`]
  ],
  methodId: 'app_credentials',
  values: () => ({ clientId: 'stub', clientSecret: 'stub-secret', secret_token: 'zm-secret' }),
  event: 'Meeting event',
  options: { events: ['meeting.started'] },
  answer: async ({ asked }, eventUrl) => {
    if (asked !== 'POST /v2/marketplace/app/event_subscription') return null
    const payload = { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' }
    const sent = zoomEvent({ event: 'endpoint.url_validation', event_ts: Date.now(), payload })
    const answered = JSON.parse((await post(eventUrl(), sent)).text)
    const isValid = answered.encryptedToken === hmac('zm-secret', payload.plainToken)
    return isValid ? json(201, { event_subscription_id: 'sub1' }) : json(400, { message: 'Not validated.' })
  },
  send: () => {
    const object = { id: '92', uuid: 'u1', topic: 'Stand-up' }
    return zoomEvent({
      event: 'meeting.started',
      event_ts: Date.now(),
      payload: { account_id: 'a1', object }
    })
  },
  outputs: { eventType: 'meeting.started', meetingId: '92', topic: 'Stand-up' },
  removes: 'DELETE /v2/marketplace/app/event_subscription/sub1'
}

const okta: GalleryService = {
  key: 'okta',
  replaced: () => [['https://', 'http://']],
  values: host => ({ domain: host, token: 'stub-token' }),
  event: 'System Log event',
  options: { eventTypes: ['user.lifecycle.create'] },
  answer: async ({ asked }, eventUrl) => {
    if (asked === 'POST /api/v1/eventHooks') return json(200, { id: 'who8', status: 'ACTIVE' })
    if (asked !== 'POST /api/v1/eventHooks/who8/lifecycle/verify') return null
    const headers = { 'x-okta-verification-challenge': 'my-challenge' }
    const { text } = await overHttp(eventUrl(), { headers })
    const isVerified = JSON.parse(text).verification === 'my-challenge'
    return isVerified ? json(200, { id: 'who8' }) : json(400, { errorSummary: 'Not verified.' })
  },
  send: (_, secret) => {
    const event = {
      uuid: 'u1',
      eventType: 'user.lifecycle.create',
      actor: { alternateId: 'ada@acme-hr.example' }
    }
    const body = JSON.stringify({ eventId: 'd1', data: { events: [event] } })
    return { headers: { authorization: secret }, body }
  },
  outputs: { uuid: 'u1', actorLogin: 'ada@acme-hr.example' },
  removes: 'DELETE /api/v1/eventHooks/who8'
}

const google: GalleryService = {
  key: 'google',
  replaced: host => [
    ['https://www.googleapis.com', origin(host)],
    ['https://accounts.google.com', origin(host)],
    ['https://oauth2.googleapis.com', origin(host)],
    ['- www.googleapis.com', `- "${host}"`],
    ['clientId: ""', 'clientId: stub']
  ],
  values: () => ({}),
  signsIn: true,
  event: 'Calendar changed',
  options: { calendar: 'primary' },
  answer: async ({ asked, json: { id, token } }, eventUrl) => {
    if (asked.startsWith('GET /calendar/v3/calendars/primary/events?'))
      return json(200, { items: [{ id: 'ev1', summary: 'Kick-off' }] })
    if (asked !== 'POST /calendar/v3/calendars/primary/events/watch') return null
    const state = { 'x-goog-resource-state': 'sync', 'x-goog-message-number': '1' }
    await post(eventUrl(), { headers: { ...state, 'x-goog-channel-token': String(token) } })
    return json(200, { id, resourceId: 'res1', expiration: String(Date.now() + 7 * 86_400_000) })
  },
  send: (_, secret) => ({
    headers: {
      'x-goog-channel-token': secret,
      'x-goog-channel-id': 'c1',
      'x-goog-message-number': '2',
      'x-goog-resource-state': 'exists'
    }
  }),
  outputs: { state: 'exists', changedEvents: [{ id: 'ev1', summary: 'Kick-off' }] },
  removes: 'POST /calendar/v3/channels/stop'
}

const graph: GalleryService = {
  key: 'microsoft-graph',
  replaced: host => [
    ['https://graph.microsoft.com', origin(host)],
    ['https://login.microsoftonline.com', origin(host)],
    ['- graph.microsoft.com', `- "${host}"`],
    ['clientId: ""', 'clientId: stub']
  ],
  values: () => ({}),
  signsIn: true,
  event: 'Message received',
  options: { folder: 'Inbox' },
  answer: async ({ asked, json: { expirationDateTime } }, eventUrl) => {
    if (asked !== 'POST /v1.0/subscriptions') return null
    const { text } = await overHttp(`${eventUrl()}?validationToken=Is%20it%20you`, { method: 'POST' })
    return text === 'Is it you'
      ? json(201, { id: 'sub1', expirationDateTime })
      : json(400, { error: { message: 'Not validated.' } })
  },
  send: (_, secret) => ({
    body: JSON.stringify({
      value: [
        {
          id: 'n1',
          subscriptionId: 'sub1',
          clientState: secret,
          changeType: 'created',
          resource: 'Users/u1/Messages/m1',
          resourceData: { id: 'm1', '@odata.type': '#Microsoft.Graph.Message' }
        }
      ]
    })
  }),
  outputs: { changeType: 'created', itemId: 'm1' },
  removes: 'DELETE /v1.0/subscriptions/sub1'
}

/** Stubs of services with connectors that register Event URLs automatically. */
export const galleryServices: readonly GalleryService[] = [
  sentry,
  pagerduty,
  hubspot,
  zoom,
  okta,
  google,
  graph
]
