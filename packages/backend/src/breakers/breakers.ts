import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import {
  Fault,
  formatBreakerReason,
  type Id,
  type Millis,
  type NewAlert,
  type OpenBreaker,
  type StoredBreaker,
  toFault
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import {
  type Breaker,
  breakerOf,
  type CallEnd,
  closedBreaker,
  endCall,
  FIRST_PAUSE,
  loseProbe,
  type Pass,
  probeNow,
  requestCall
} from './breaker.ts'

/** Classifies a response. A status of 500 or above is a failure. */
const endOfAnswer = ({ status }: Pick<HttpResponse, 'status'>): CallEnd =>
  status >= 500 ? 'failed' : 'answered'

/** Classifies a request without a response. Null if the service did not cause the failure. */
const endOfFault = (thrown: unknown): CallEnd | null => {
  switch (toFault(thrown).code) {
    case 'http.timed-out':
      return 'timed-out'
    case 'http.no-answer':
      return 'failed'
    case 'http.answer-too-large':
      return 'answered'
    default:
      return null
  }
}

/** Connection or connector that sends requests to a service. */
export interface Caller {
  connectorId: Id
  connectionId: Id | null
  /** Name of the service for messages. */
  service: string
  /** True when an open breaker blocks the requests; otherwise they are only counted. */
  isHeld: boolean
}

/** Key of a breaker. */
export type BreakerRef = Pick<StoredBreaker, 'connectorId' | 'connectionId' | 'host'>

/**
 * Circuit breakers, one per connection and host. They stop repeated calls to a failing service, and blocked
 * runs use up no attempts. State is in memory. Open breakers are also stored, so a restart does not call the
 * failing service.
 */
export interface Breakers {
  /** Loads the stored breakers; must be awaited before anything is sent. */
  load: () => Promise<void>
  /**
   * Returns a function that adds circuit breakers to a client, one for each host. Requests throw `http.held`
   * with the time `until`, and the faults of the client.
   */
  through: (caller: Caller) => (client: ServiceClient, baseUrl: string) => ServiceClient
  /** Returns the open breakers, oldest first. */
  open: () => StoredBreaker[]
  /** Allows the next request immediately. Throws `breaker.closed`. */
  probe: (of: BreakerRef) => Promise<void>
  /** Closes the breaker to allow all requests. Throws `breaker.closed`. */
  close: (of: BreakerRef) => Promise<void>
  /** Loads the changes that other processes made to stored breakers. */
  adopt: () => Promise<void>
  /** Drops the breakers of a deleted connection. */
  forget: (connectionId: Id) => void
  /** Resolves when all pending writes are done. */
  idle: () => Promise<void>
}

/** Current state of a breaker, with its key. */
interface BreakerEntry extends BreakerRef {
  breaker: Breaker
  opened: number
}

/** Maximum number of breakers in memory. Above this limit, the oldest closed breakers are dropped. */
const MOST_KNOWN = 10_000

const keyOf = ({ connectorId, connectionId, host }: BreakerRef): string =>
  `${connectionId ?? connectorId} ${host}`

const breakerFault = (
  { method, url }: HttpRequest,
  params: { service: string; host: string; breaker: Breaker; until: Millis }
): Fault => {
  const { service, host, breaker, until } = params
  const cause = breaker.is === 'open' ? `: ${formatBreakerReason(breaker.open.why)}` : ''
  return new Fault('http.held', {
    method,
    url: url.replace(/[?#].*/s, ''),
    why: `requests to ${service} at ${host} are blocked${cause}`,
    until
  })
}

/** Returns the stored state of an open breaker. Null for a closed breaker. */
const stateOf = (breaker: Breaker): OpenBreaker | null => (breaker.is === 'open' ? breaker.open : null)

export const createBreakers = (params: {
  store: Pick<Store, 'breakers'>
  effects: Pick<Effects, 'clock' | 'log'>
  /** Called when a breaker has opened. The returned alert is written in the same commit. */
  hasOpened: (breaker: StoredBreaker) => NewAlert | undefined
  /** Called when blocked runs may continue. */
  mayGoOn: () => void
  /** Lock that lets only one process probe at a time. Absent if no other process shares the data. */
  probes?: Pick<Store['acts'], 'claim' | 'release'> | undefined
}): Breakers => {
  const { store, effects, hasOpened, mayGoOn, probes } = params
  const known = new Map<string, BreakerEntry>()
  let writing: Promise<void> = Promise.resolve()

  /** Drops the oldest closed breaker to limit memory: flows may take any number of hosts from events. */
  const forgetOldest = (): void => {
    for (const [key, { breaker }] of known) {
      if (breaker.is === 'closed') {
        known.delete(key)
        return
      }
    }
  }

  const find = (of: BreakerRef): BreakerEntry => {
    const key = keyOf(of)
    const { connectorId, connectionId, host } = of
    const entry = known.get(key) ?? { connectorId, connectionId, host, breaker: closedBreaker, opened: 0 }
    if (known.size >= MOST_KNOWN && !known.has(key)) forgetOldest()
    known.set(key, entry)
    return entry
  }

  const keptOf = ({ breaker, ...of }: BreakerEntry): StoredBreaker => ({
    ...of,
    open: breaker.is === 'open' ? breaker.open : null
  })

  /** Stores a breaker. If the write fails, the breaker is lost at the next restart. */
  const keep = (entry: BreakerEntry, alert: NewAlert | undefined): void => {
    const stored = keptOf(entry)
    writing = writing
      .then(() => store.breakers.keep(stored, alert))
      .catch(thrown => {
        effects.log('The state of a circuit breaker could not be saved.', {
          host: entry.host,
          cause: String(thrown)
        })
      })
  }

  const move = (entry: BreakerEntry, to: Breaker): void => {
    const before = entry.breaker
    entry.breaker = to
    if (before.is === 'closed' && to.is === 'closed') return
    if (before.is === 'open' && to.is === 'open' && before.open === to.open) return
    if (before.is === 'closed') entry.opened++
    keep(entry, before.is === 'closed' ? hasOpened(keptOf(entry)) : undefined)
    if (to.is === 'closed') mayGoOn()
  }

  /**
   * Counts the result of a call. Looks the breaker up again, since it may have been evicted during the call.
   */
  const endOf = (of: BreakerRef, call: { begunAt: Millis; isProbe: boolean }, end: CallEnd | null): void => {
    const entry = known.get(keyOf(of))
    if (entry === undefined) return
    if (end !== null) move(entry, endCall(entry.breaker, { ...call, end }, effects.clock()))
    else if (call.isProbe) move(entry, loseProbe(entry.breaker))
  }

  const openOne = (of: BreakerRef): BreakerEntry => {
    const entry = known.get(keyOf(of))
    if (entry === undefined || entry.breaker.is === 'closed')
      throw new Fault('breaker.closed', { host: of.host })
    return entry
  }

  const adopt = async (): Promise<void> => {
    await writing
    const before = new Map([...known].map(([key, { breaker }]) => [key, stateOf(breaker)]))
    let someMayGoOn = false
    for (const { open, ...of } of await store.breakers.all()) {
      const key = keyOf(of)
      const held = known.get(key)
      const state = held === undefined ? null : stateOf(held.breaker)
      // One that moved meanwhile is about to be stored.
      if (state !== (before.get(key) ?? null) || open?.until === state?.until) continue
      if (held !== undefined) held.breaker = breakerOf(open)
      else if (open !== null) known.set(key, { ...of, breaker: breakerOf(open) })
      someMayGoOn ||= open === null
    }
    if (someMayGoOn) mayGoOn()
  }

  const probeKeyOf = (of: BreakerRef): string => `probe/${keyOf(of)}`

  /**
   * Reserves the next probe for this process and returns the permission to call. Returns `held` while another
   * process probes; if another process has changed the breaker, its stored state decides.
   */
  const askToProbe = async (entry: BreakerEntry, now: Millis): Promise<Pass> => {
    if (probes === undefined) return { is: 'probe' }
    if (!(await probes.claim(probeKeyOf(entry)))) return { is: 'held', until: now + FIRST_PAUSE }
    const { breaker: before } = entry
    try {
      await adopt()
    } catch (thrown) {
      await probes.release(probeKeyOf(entry)).catch(() => {})
      throw thrown
    }
    if (entry.breaker === before) return { is: 'probe' }
    const asked = requestCall(entry.breaker, now)
    entry.breaker = asked.breaker
    if (asked.pass.is !== 'probe') await probes.release(probeKeyOf(entry)).catch(() => {})
    return asked.pass
  }

  /** Allows other processes to probe once the result of this probe is stored. */
  const releaseProbe = (of: BreakerRef): void => {
    void writing.then(() => probes?.release(probeKeyOf(of))).catch(() => {})
  }

  return {
    load: async () => {
      for (const { open, ...of } of await store.breakers.all()) {
        known.set(keyOf(of), { ...of, breaker: breakerOf(open) })
      }
    },
    through:
      ({ service, isHeld, ...of }) =>
      (client, baseUrl) =>
      async (request, signal) => {
        const host = hostOf(request.url, baseUrl)
        if (host === null) return client(request, signal)
        const entry = find({ ...of, host })
        const begunAt = effects.clock()
        const asked = isHeld ? requestCall(entry.breaker, begunAt) : null
        if (asked !== null) move(entry, asked.breaker)
        const pass = asked?.pass.is === 'probe' ? await askToProbe(entry, begunAt) : asked?.pass
        if (pass?.is === 'held') {
          throw breakerFault(request, { service, host, breaker: entry.breaker, until: pass.until })
        }
        const call = { begunAt, isProbe: pass?.is === 'probe' }
        try {
          const response = await client(request, signal)
          endOf(entry, call, endOfAnswer(response))
          return response
        } catch (thrown) {
          endOf(entry, call, signal.aborted ? null : endOfFault(thrown))
          throw thrown
        } finally {
          if (call.isProbe) releaseProbe(entry)
        }
      },
    open: () => [...known.values()].filter(({ breaker }) => breaker.is === 'open').map(keptOf),
    probe: async of => {
      const entry = openOne(of)
      move(entry, probeNow(entry.breaker, effects.clock()))
      await writing
      mayGoOn()
    },
    close: async of => {
      move(openOne(of), closedBreaker)
      await writing
    },
    adopt,
    forget: connectionId => {
      for (const [key, entry] of known) if (entry.connectionId === connectionId) known.delete(key)
    },
    idle: () => writing
  }
}

/** Pattern of an absolute URL. The slashes distinguish it from a path. */
const wholeUrl = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//

/** Maximum length of a host name with its port: the DNS limit plus the port. */
const LONGEST_HOST = 259

/** Returns the host of a request, with its port. Null for an invalid URL or an impossible name. */
export const hostOf = (url: string, baseUrl: string): string | null => {
  const whole = wholeUrl.test(url.trim()) ? url.trim() : baseUrl
  const host = URL.canParse(whole) ? new URL(whole).host : ''
  return host === '' || host.length > LONGEST_HOST ? null : host
}
