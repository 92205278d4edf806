import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { DAY, Fault, type Millis } from '@hookwright/model'

/** Behaviors of the service towards a request: its effect and its answer. */
export const manners = ['takes', 'refuses', 'hangs', 'is late', 'loses', 'is away'] as const
export type Manner = (typeof manners)[number]

/** Methods of the requests that it supports. */
export const asked = ['POST', 'PATCH', 'DELETE'] as const
export type Asked = (typeof asked)[number]

/** A subscription at the service. */
interface Hook {
  secret: string
  url: string
  /** With which option, and by which edition of the flow, it was asked for. */
  terms: string
  expiresAt: Millis
}

/** A remote service with a webhook API, whose manners change; it outlives all that is killed. */
export interface Service {
  /** Answers at once, when it is let go, or never. */
  answer: (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>
  behave: (on: Asked, manner: Manner) => void
  /** Releases all delayed responses. */
  letGo: () => void
  /** The Event URLs that it sends to. */
  urls: () => string[]
  /** Idempotency keys of the requests of flows, by name, with repetitions. */
  told: Map<string, string[]>
  /** Requests that should never have been sent. */
  odd: string[]
}

const ok = (body: unknown): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body)
})

/** `drawn` returns random letters. */
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

  /** Answers once it is released, when nobody may wait for the response. */
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
    letGo: () => {
      const all = held
      held = []
      for (const letGo of all) letGo()
    },
    urls: () => {
      for (const [id, { expiresAt }] of hooks) if (expiresAt <= clock()) hooks.delete(id)
      return [...hooks.values()].map(({ url }) => url)
    },
    told,
    odd
  }
}
