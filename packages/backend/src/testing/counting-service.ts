import type { HttpResponse } from '@hookwright/engine'
import type { ServiceClient } from '../kernel/effects.ts'

/** Service that records its registered Event URLs and counts registrations and deregistrations. */
export interface CountingService {
  client: ServiceClient
  /** Registered Event URLs, by registration id. */
  registered: ReadonlyMap<string, string>
  /** Makes the service refuse registrations, or accept them again. */
  refuse: (refuses: boolean) => void
  /** Returns the number of registrations and deregistrations since the last call. */
  takeCounts: () => { registrations: number; deregistrations: number }
}

/** Creates the service for connectors that `drawConnector` creates with `registers` and `captures`. */
export const createCountingService = (): CountingService => {
  const registered = new Map<string, string>()
  let made = 0
  let refuses = false
  let counts = { registrations: 0, deregistrations: 0 }
  const answer = (body: unknown, status = 200): HttpResponse => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  return {
    registered,
    refuse: is => {
      refuses = is
    },
    takeCounts: () => {
      const taken = counts
      counts = { registrations: 0, deregistrations: 0 }
      return taken
    },
    client: async ({ method, url, body }) => {
      if (!url.startsWith('/hooks')) return answer({})
      if (method === 'DELETE') {
        const [, , id = ''] = url.split('/')
        counts.deregistrations += 1
        return registered.delete(id) ? answer({}) : answer({}, 404)
      }
      if (refuses) return answer({ error: 'There are too many webhooks.' }, 422)
      made += 1
      counts.registrations += 1
      registered.set(`${made}`, /https?:[^"\s]+/.exec(body ?? '')?.[0] ?? '')
      return answer({ id: `${made}`, secret: 'quiet' })
    }
  }
}
