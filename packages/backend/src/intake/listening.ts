import type { Specs } from '@hookwright/engine'
import {
  blankReceiving,
  contentTypeHeard,
  type Delivery,
  type EventSample,
  eventUrlOf,
  Fault,
  type FaultData,
  type HeardSignature,
  type Id,
  type IncomingRequest,
  keySourcesOf,
  MINUTE,
  type Millis,
  type Receiving,
  startCardOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Connections } from '../connectors/connections.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import { sampleOf } from '../payloads/start-values.ts'
import { createConcealment } from '../subscription-cache/concealment.ts'
import { newSigningSecret } from '../subscription-cache/signing-secret.ts'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import { heardSignature, type KeyHolder } from './heard-signature.ts'
import type { Preflight } from './preflight.ts'
import type { Head } from './refusals.ts'
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts'

/** State of the registration of a test URL. */
export type ListenRegistrationState =
  | { is: 'registering' | 'registered' | 'removing' | 'removed' }
  /** `left` means that something may still exist at the service. */
  | { is: 'failed' | 'left'; fault: FaultData }

/** The registration of a test URL at the service, made while somebody listens. */
export interface ListenRegistration {
  /** The test connection that it was registered with; null for a service without sign-in. */
  connectionName: string | null
  state: () => ListenRegistrationState
  /** Deregisters it, once, as soon as it is registered. */
  release: () => Promise<void>
}

export type Listening = ReturnType<typeof createListening>

/** Requests heard so far. */
export interface Listened {
  now: Millis
  /** Start and end of listening. */
  since: Millis
  until: Millis
  url: string
  /** Signing secret that was generated because the rules ask for one; otherwise null. */
  signingSecret: string | null
  /** The registration of the test URL at the service; null when the maker has to enter it there by hand. */
  registration: { connectionName: string | null; state: ListenRegistrationState } | null
  /** The first request, as the Webhook Event card would give it; null while none has come. */
  heard: { sample: EventSample; at: 'test-url' | 'event-url'; signature: HeardSignature } | null
}

interface Listen extends Omit<Listened, 'now' | 'registration'> {
  registration: ListenRegistration | null
  eventFlowId: Id
  personId: string
  ownerId: string | null
  token: string
  door: TestEndpoint
  /** True once a request is taken, which is heard in a moment. */
  hasTaken: boolean
  cancel: () => void
  /** Stops waiting for the end, at which the registration is removed. */
  cancelEnd: () => void
}

/** Duration of a listening, and for how much longer its request is remembered. */
const LISTENS: Millis = 2 * MINUTE
const REMEMBERED: Millis = 2 * MINUTE
/** Longest extension from now. */
const LONGEST: Millis = 10 * MINUTE
/** Maximum number of test connections that are searched for keys. */
const MOST_HOLDERS = 10

/** Waiting for the next request of an event: at a test URL of its own, and at the Event URLs of flows that are on. */
export const createListening = (given: {
  store: Store
  specs: Specs
  outside: Effects
  settings: Settings
  connections: Pick<Connections, 'list' | 'open'>
  /** Called when a request was received for a flow. */
  heard: (eventFlowId: Id) => void
  /** Registers a test URL at the service; null where that takes a person. */
  register: (given: {
    connectorId: Id
    eventFlowId: Id
    token: string
    signingSecret: string
    registered: (data: unknown) => void
    changed: () => void
  }) => Promise<ListenRegistration | null>
}) => {
  const { store, specs, outside, settings, connections, heard } = given
  const releasing = new Set<Promise<void>>()
  const kept = new Map<Id, Listen>()

  const release = ({ registration }: Listen): void => {
    if (registration === null) return
    const work: Promise<void> = registration.release().finally(() => releasing.delete(work))
    releasing.add(work)
  }

  const forget = (id: Id): void => {
    const listen = kept.get(id)
    if (listen === undefined) return
    listen.cancel()
    listen.cancelEnd()
    kept.delete(id)
    release(listen)
  }

  /** The registration is removed when nobody listens any more, also when the page was closed meanwhile. */
  const releaseAt = (listen: Listen, end: Millis): (() => void) =>
    outside.after(Math.max(0, end - outside.clock()), () => release(listen))

  const isListening = ({ hasTaken, until }: Listen): boolean => !hasTaken && outside.clock() < until

  /** The first one counts. */
  const hear = async (
    listen: Listen,
    at: 'test-url' | 'event-url',
    given: {
      delivery: Parameters<typeof sampleOf>[1]
      arrival: IncomingRequest
      signature: () => Promise<HeardSignature>
    }
  ): Promise<void> => {
    if (!isListening(listen)) return
    listen.hasTaken = true
    release(listen)
    const sample = await sampleOf(outside, given.delivery, given.arrival)
    const signature = await given.signature().catch((thrown): HeardSignature => {
      outside.log('The signature of a heard request could not be checked.', {
        cause: String(thrown)
      })
      return { is: 'unknown', why: 'The keys could not be decrypted. See the server log.' }
    })
    listen.heard = { sample, at, signature }
    heard(listen.eventFlowId)
  }

  /** Receiving rules of the drafted event, and the connector whose test connections may hold its keys. */
  const eventOf = async (eventFlowId: Id): Promise<{ receiving: Receiving; connectorId: Id }> => {
    const flow = await store.flows.find(eventFlowId)
    if (flow === null || flow.connectorId === null) throw new Fault('flow.gone')
    const start = startCardOf(flow.doc)
    const receiving = start && specs.get(start.type)?.receives(start.config)
    return { receiving: receiving ?? blankReceiving, connectorId: flow.connectorId }
  }

  /** Test connections with their values; those that cannot be opened hold no key. */
  const holdersOf = async (connectorId: Id): Promise<KeyHolder[]> => {
    const tests = await connections.list({ connectorId, purpose: 'test' })
    const opened = await Promise.all(
      tests.slice(0, MOST_HOLDERS).map(({ id }) => connections.open(id).catch(() => null))
    )
    return opened.flatMap(one => (one === null ? [] : [{ name: one.connection.name, values: one.values }]))
  }

  /** Returns the signature state of a request that the running version accepted. */
  const signatureAt = async ({ door }: CachedSubscription): Promise<HeardSignature> =>
    ((await door)?.receiving.verify.length ?? 0) > 0 ? { is: 'right', by: null } : { is: 'not-asked' }

  const found = (id: Id): Listen => {
    const listen = kept.get(id)
    if (listen === undefined) throw new Fault('listening.gone')
    return listen
  }

  return {
    /**
     * Listens for two minutes; an earlier listening of the same person ends. `ownerId` is the owner of the flows that
     * are listened to, null for all. Throws `flow.gone`.
     */
    begin: async ({
      eventFlowId,
      personId,
      ownerId
    }: {
      eventFlowId: Id
      personId: string
      ownerId: string | null
    }): Promise<Id> => {
      const { receiving, connectorId } = await eventOf(eventFlowId)
      for (const [id, other] of kept) if (other.personId === personId) forget(id)
      const id = outside.newId()
      const token = outside.newToken()
      const url = eventUrlOf(settings.publicUrl(), token)
      const signingSecret = newSigningSecret(outside, receiving)
      const concealment = createConcealment(outside, receiving, new Map())
      const listen: Listen = {
        eventFlowId,
        personId,
        ownerId,
        token,
        url,
        since: outside.clock(),
        until: outside.clock() + LISTENS,
        signingSecret: keySourcesOf(receiving).some(({ source }) => source.from === 'generated')
          ? signingSecret
          : null,
        heard: null,
        hasTaken: false,
        door: openTestEndpoint({
          outside,
          settings,
          // What is not signed rightly is heard too; the maker is told.
          receiving: { ...receiving, verify: [] },
          signingSecret,
          eventUrl: url,
          values: {},
          came: (head, arrival) => {
            const { method } = arrival
            const contentType = contentTypeHeard(receiving, arrival, head.contentType)
            return hear(listen, 'test-url', {
              delivery: { id: outside.newId(), receivedAt: outside.clock(), method, contentType },
              arrival: concealment.arrival(arrival, contentType).arrival,
              signature: async () =>
                heardSignature(outside, {
                  ...{ receiving, arrival, signingSecret, eventUrl: url },
                  holders: await holdersOf(connectorId)
                })
            })
          }
        }),
        registration: null,
        cancel: outside.after(LISTENS + REMEMBERED, () => forget(id)),
        cancelEnd: () => {}
      }
      kept.set(id, listen)
      const registration = await given
        .register({
          ...{ connectorId, eventFlowId, token, signingSecret },
          registered: listen.door.registered,
          changed: () => heard(eventFlowId)
        })
        .catch((thrown: unknown) => {
          outside.log('A test URL could not be registered.', { cause: String(thrown) })
          return null
        })
      listen.registration = registration
      listen.cancelEnd = releaseAt(listen, listen.until)
      // Whoever has left meanwhile listens no more.
      if (!kept.has(id)) release(listen)
      return id
    },
    /**
     * Listens two minutes longer, ten from now at most, and at the same test URL also when that was over. Throws
     * `listening.gone`.
     */
    extend: (id: Id): void => {
      const listen = found(id)
      const now = outside.clock()
      listen.until = Math.min(Math.max(now, listen.until) + LISTENS, now + LONGEST)
      listen.cancel()
      listen.cancel = outside.after(listen.until + REMEMBERED - now, () => forget(id))
      listen.cancelEnd()
      listen.cancelEnd = releaseAt(listen, listen.until)
    },
    /** Throws `listening.gone`. */
    progress: (id: Id): Listened => {
      const { since, until, url, signingSecret, heard, registration } = found(id)
      const told = registration && {
        connectionName: registration.connectionName,
        state: registration.state()
      }
      return { now: outside.clock(), since, until, url, signingSecret, heard, registration: told }
    },
    /** Whose it is. Throws `listening.gone`. */
    personOf: (id: Id): string => found(id).personId,
    /** Ends listening and forgets the captured requests. */
    end: forget,
    /** Preflight of a request to a test URL; null for any other token. */
    preflight: (token: string, head: Head): Preflight | null => {
      if (kept.size === 0) return null
      const listen = [...kept.values()].find(each => each.token === token)
      return listen !== undefined && isListening(listen) ? listen.door.preflight(head) : null
    },
    /** True while somebody listens. */
    isOpen: (): boolean => kept.size > 0,
    /** Called with each stored delivery, which is processed whether or not somebody listens. */
    tap: (live: CachedSubscription, delivery: Delivery, arrival: IncomingRequest): void => {
      const { flowId, terms } = live
      for (const listen of kept.values()) {
        if (listen.eventFlowId !== terms.eventFlowId || !isListening(listen)) continue
        store.flows
          .ownerOf(flowId)
          .then(owner => {
            const isOwn = listen.ownerId === null || owner?.ownerId === listen.ownerId
            return isOwn
              ? hear(listen, 'event-url', { delivery, arrival, signature: () => signatureAt(live) })
              : undefined
          })
          .catch(thrown =>
            outside.log('A delivery could not be shown to a listener.', { cause: String(thrown) })
          )
      }
    },
    /** Resolves when registrations made for listening are removed. */
    stop: async (): Promise<void> => {
      for (const id of kept.keys()) forget(id)
      await Promise.all(releasing)
    }
  }
}
