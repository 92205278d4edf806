import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { DAY, Fault, type Millis } from '@hookwright/model'

/** Possible behaviors of the service. Each determines if a request takes effect and how it is answered. */
export const manners = ['takes', 'refuses', 'hangs', 'is late', 'loses', 'is away'] as const
export type Manner = (typeof manners)[number]

/** HTTP methods that the service supports. */
export const asked = ['POST', 'PATCH', 'DELETE'] as const
export type Asked = (typeof asked)[number]

/** Subscription at the service. */
interface Hook {
  secret: string
  url: string
  /** Option value and flow edition that the request for the subscription contained. */
  terms: string
  expiresAt: Millis
}

/** Remote service with a webhook API and configurable behavior. It survives kills of the server. */
export interface Service {
  /** Answers a request immediately, after `release`, or never, depending on the behavior. */
  answer: (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>
  behave: (on: Asked, manner: Manner) => void
  /** Releases all delayed responses. */
  release: () => void
  /** Returns the Event URLs to which the service sends events. */
  urls: () => string[]
  /** Idempotency keys of the flows' requests, by event name. Repeated requests are included. */
  told: Map<string, string[]>
  /** Requests that should never be sent. */
  odd: string[]
}

const ok = (body: unknown): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body)
})

/** Opens the simulated service. `drawn` returns random letters. */
export const openService = (clock: () => Millis, drawn: () => string): Service => {
  const hooks = new Map<string, Hook>()
  const all = new Map<string, Hook>()
  const manner = new Map<Asked, Manner>()
  const told = new Map<string, string[]>()
  const odd: string[] = []
  let held: (() => void)[] = []

  const named = (url: string): [string, Hook] | null => {
    const [id = '', secret, ...terms] = url.split('/').slice(2)
    const made = all.get(id)
    if (made === undefined || made.secret !== secret) {
      odd.push(`It was asked for ${url}, which was never said to anybody.`)
    } else if (made.terms !== terms.join('/')) {
      odd.push(`It was asked for ${url}, and was told of ${id} with ${made.terms}.`)
    }
    const hook = hooks.get(id)
    return hook === undefined ? null : [id, hook]
  }

  const act = ({ method, url, body }: HttpRequest): HttpResponse => {
    if (method === 'POST') {
      const id = `hook${all.size}`
      const hook: Hook = {
        secret: drawn(),
        url: (body ?? '').split(' ')[0] ?? '',
        terms: url.split('/').slice(2).join('/'),
        expiresAt: clock() + DAY
      }
      hooks.set(id, hook)
      all.set(id, hook)
      return ok({ id, secret: hook.secret, expiresAt: new Date(hook.expiresAt).toISOString() })
    }
    const found = named(url)
    if (found === null) return { status: 404, headers: {}, body: '' }
    const [id, hook] = found
    if (method === 'DELETE') hooks.delete(id)
    else hook.expiresAt = clock() + DAY
    return ok({ expiresAt: new Date(hook.expiresAt).toISOString() })
  }

  /** Delays the response until `release`. The client may have stopped waiting by then. */
  const holdBack = (signal: AbortSignal, answer: () => HttpResponse): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      held.push(() => resolve(answer()))
    })

  const fail = (request: HttpRequest, sent: 'no' | 'perhaps'): Fault =>
    new Fault('http.no-answer', { method: request.method, url: request.url, why: 'it is a bad day', sent })

  return {
    answer: async (request, signal) => {
      if (request.url === '/names') {
        const key = request.headers['Idempotency-Key'] ?? ''
        told.set(request.body ?? '', [...(told.get(request.body ?? '') ?? []), key])
        return { status: 200, headers: {}, body: '' }
      }
      const now = asked.find(each => each === request.method)
      switch ((now && manner.get(now)) ?? 'takes') {
        case 'takes':
          return act(request)
        case 'refuses':
          return { status: 403, headers: {}, body: 'no' }
        case 'hangs': {
          const answer = act(request)
          return holdBack(signal, () => answer)
        }
        case 'is late':
          return holdBack(signal, () => act(request))
        case 'loses':
          act(request)
          throw fail(request, 'perhaps')
        case 'is away':
          throw fail(request, 'no')
      }
    },
    behave: (on, as) => void manner.set(on, as),
    release: () => {
      const all = held
      held = []
      for (const release of all) release()
    },
    urls: () => {
      for (const [id, { expiresAt }] of hooks) if (expiresAt <= clock()) hooks.delete(id)
      return [...hooks.values()].map(({ url }) => url)
    },
    told,
    odd
  }
}
