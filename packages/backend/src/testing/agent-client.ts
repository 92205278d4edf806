import { randomBytes } from 'node:crypto'
import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { type Agent, type EventOccurrence, isJsonObject } from '@hookwright/model'
import { Webhook } from 'standardwebhooks'
import type { AgentExchange } from '../agents/agent.ts'
import type { Backend } from '../backend.ts'
import type { ServiceClient } from '../kernel/effects.ts'

/** Message that an agent's callback has received and verified. */
export interface Received {
  id: string
  subscription: string
  body: Record<string, unknown>
  at: number
}

/** Callback endpoint of an agent. It verifies messages, answers challenges and stores all other messages. */
export interface TestCallback {
  url: string
  secret: string
  received: Received[]
  /** Returns the received events in order of arrival, without notices. */
  events: () => EventOccurrence[]
  /** Sets the response to the next messages. `null` restores the default, which verifies and accepts them. */
  answers: (answer: ((body: Record<string, unknown>) => Partial<HttpResponse> | null) | null) => void
  take: (request: HttpRequest) => HttpResponse
}

export const newSecret = (bytes = 32): string => `whsec_${randomBytes(bytes).toString('base64')}`

/**
 * Verifies the signature of a message and returns its content. The library's own check would reject the test
 * clock's time.
 */
const verified = (body: string, headers: Record<string, string>, secret: string): unknown => {
  const {
    'webhook-id': id = '',
    'webhook-timestamp': at = '',
    'webhook-signature': signatures = ''
  } = headers
  const expected = new Webhook(secret).sign(id, new Date(Number(at) * 1000), body)
  if (!signatures.split(' ').includes(expected)) throw new Error('The signature is wrong.')
  return JSON.parse(body)
}

export const createCallback = (
  url = `https://agent.example/${randomBytes(6).toString('hex')}`
): TestCallback => {
  const received: Received[] = []
  let answer: ((body: Record<string, unknown>) => Partial<HttpResponse> | null) | null = null
  const callback: TestCallback = {
    url,
    secret: newSecret(),
    received,
    events: () =>
      received.flatMap(({ body }) => ('type' in body ? [] : [body as unknown as EventOccurrence])),
    answers: next => {
      answer = next
    },
    take: ({ body, headers }) => {
      const ok = { status: 200, headers: {}, body: '' }
      const read = verified(body ?? '', headers, callback.secret)
      if (!isJsonObject(read)) throw new Error('A message is an object.')
      const own = answer?.(read) ?? null
      if (own !== null) return { ...ok, ...own }
      if (read.type === 'verification') return { ...ok, body: JSON.stringify({ challenge: read.challenge }) }
      received.push({
        id: headers['webhook-id'] ?? '',
        subscription: headers['x-mcp-subscription-id'] ?? '',
        body: read,
        at: Date.now()
      })
      return ok
    }
  }
  return callback
}

/**
 * Returns a client that passes requests to these callbacks by their URL. All other requests go to the
 * service.
 */
export const withCallbacks =
  (callbacks: readonly TestCallback[], service: ServiceClient): ServiceClient =>
  async (request, signal) =>
    callbacks.find(({ url }) => url === request.url)?.take(request) ?? service(request, signal)

export const testAgent = (over: Partial<Agent> = {}): Agent => ({
  memberId: 'uma',
  clientKey: 'key:1',
  member: { id: 'uma', name: 'Uma', role: 'user', ownItemsOnly: true },
  client: { name: 'Agent of Uma', host: null, kind: 'key' },
  scopes: new Set(['events']),
  connectorIds: null,
  ...over
})

/** Calls a method for agents' events, such as `events/poll`, as a test agent. */
export const callEvents = (
  { agents }: Pick<Backend, 'agents'>,
  method: string,
  params: unknown,
  { agent = testAgent(), exchange = {} }: { agent?: Agent; exchange?: Partial<AgentExchange> } = {}
): Promise<Record<string, unknown>> => {
  const act = agents.events.methods[method]
  if (act === undefined) throw new Error(`There is no method ${method}.`)
  return act(agent, params, {
    requestId: 1,
    meta: {},
    clientExtensions: new Set(),
    signal: new AbortController().signal,
    notify: async () => {},
    ...exchange
  })
}
