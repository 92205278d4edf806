import type { Specs } from '@hookwright/engine'
import {
  blankReceiving,
  capturedContentType,
  type Delivery,
  type EventSample,
  eventUrlOf,
  Fault,
  type FaultData,
  type Id,
  type IncomingRequest,
  keySourcesOf,
  MINUTE,
  type Millis,
  type Receiving,
  type SignatureResult,
  startCardOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Connections } from '../connectors/connections.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import { heldKey, type ProcessCalls } from '../kernel/process-calls.ts'
import { sampleOf } from '../payloads/start-values.ts'
import { createConcealment } from '../subscription-cache/concealment.ts'
import { newSigningSecret } from '../subscription-cache/signing-secret.ts'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import { createOtherListeners } from './other-listeners.ts'
import type { Preflight } from './preflight.ts'
import type { Head } from './refusals.ts'
import { type KeyHolder, signatureResultOf } from './signature-result.ts'
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts'
import { testUrlKey } from './test-urls.ts'

/** State of the registration of a test URL. */
export type ListenRegistrationState =
  | { is: 'registering' | 'registered' | 'removing' | 'removed' }
  /** Failed registration; `left` means that something may still exist at the service. */
  | { is: 'failed' | 'left'; fault: FaultData }

/** Registration of a test URL at the service, active while somebody listens. */
export interface ListenRegistration {
  /** Name of the test connection. Null for a service without authentication. */
  connectionName: string | null
  state: () => ListenRegistrationState
  /** Deregisters the test URL once its registration has ended. Runs at most once. */
  release: () => Promise<void>
}

export type Listening = ReturnType<typeof createListening>

/** State of a listening session, with the first request received. */
export interface Listened {
  now: Millis
  /** Start of the session. `until` is its end. */
  since: Millis
  until: Millis
  url: string
  /** Generated signing secret if the rules require one; otherwise null. */
  signingSecret: string | null
  /** Registration of the test URL at the service. Null if the maker must enter the URL there manually. */
  registration: { connectionName: string | null; state: ListenRegistrationState } | null
  /** First request, as the outputs of the Webhook Event card. Null before it arrives. */
  heard: { sample: EventSample; at: 'test-url' | 'event-url'; signature: SignatureResult } | null
}

interface Listen extends Omit<Listened, 'now' | 'registration'> {
  id: Id
  registration: ListenRegistration | null
  eventFlowId: Id
  personId: string
  ownerId: string | null
  token: string
  policy: TestEndpoint
  /** True once a request was accepted and is being processed. */
  hasTaken: boolean
  cancel: () => void
  /** Cancels the timer that deregisters the test URL at the end of the session. */
  cancelEnd: () => void
}

/** Duration of a listening session. The captured request is kept for `REMEMBERED` afterwards. */
const LISTENS: Millis = 2 * MINUTE
const REMEMBERED: Millis = 2 * MINUTE
/** Maximum remaining time of a session after an extension. */
const LONGEST: Millis = 10 * MINUTE
/** Maximum number of test connections whose keys are tried. */
const MOST_HOLDERS = 10

/**
 * Creates listening sessions. A session waits for the next request of an event at a test URL and at the Event
 * URLs of running flows.
 */
export const createListening = (params: {
  store: Store
  specs: Specs
  effects: Effects
  settings: Settings
  calls: ProcessCalls
  connections: Pick<Connections, 'list' | 'open'>
  /** Called when a session has received a request for an event. */
  heard: (eventFlowId: Id) => void
  /** Registers a test URL at the service. Null if this must be done manually. */
  register: (params: {
    connectorId: Id
    eventFlowId: Id
    token: string
    signingSecret: string
    registered: (data: unknown) => void
    changed: () => void
  }) => Promise<ListenRegistration | null>
}) => {
  const { store, specs, effects, settings, calls, connections, heard } = params
  const releasing = new Set<Promise<void>>()
  const kept = new Map<Id, Listen>()
  const keyOf = (id: Id): string => heldKey('listening', id)

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
    if (!listen.hasTaken) tellEnd(id)
    calls.release(keyOf(id))
    calls.release(testUrlKey(effects, listen.token))
  }

  const forgetOf = (personId: string): void => {
    for (const [id, other] of kept) if (other.personId === personId) forget(id)
  }

  /** Schedules the deregistration at the end of the session, even if the page was closed. */
  const releaseAt = (listen: Listen, end: Millis): (() => void) =>
    effects.after(Math.max(0, end - effects.clock()), () => release(listen))

  const isListening = ({ hasTaken, until }: Listen): boolean => !hasTaken && effects.clock() < until

  /** Stores the first request. Ignores later requests. */
  const hear = async (
    listen: Listen,
    at: 'test-url' | 'event-url',
    params: {
      delivery: Parameters<typeof sampleOf>[1]
      arrival: IncomingRequest
      signature: () => Promise<SignatureResult>
    }
  ): Promise<void> => {
    if (!isListening(listen)) return
    listen.hasTaken = true
    release(listen)
    tellEnd(listen.id)
    const sample = await sampleOf(effects, params.delivery, params.arrival)
    const signature = await params.signature().catch((thrown): SignatureResult => {
      effects.log('The signature of a request to a test URL could not be checked.', {
        cause: String(thrown)
      })
      return { is: 'unknown', why: 'The keys could not be decrypted. See the server log.' }
    })
    listen.heard = { sample, at, signature }
    heard(listen.eventFlowId)
  }

  /** Returns the receiving rules of the draft event, with its connector. */
  const eventOf = async (eventFlowId: Id): Promise<{ receiving: Receiving; connectorId: Id }> => {
    const flow = await store.flows.find(eventFlowId)
    if (flow === null || flow.connectorId === null) throw new Fault('flow.gone')
    const start = startCardOf(flow.doc)
    const receiving = start && specs.get(start.type)?.receives(start.config)
    return { receiving: receiving ?? blankReceiving, connectorId: flow.connectorId }
  }

  /** Returns the test connections with their values. Skips connections that cannot be decrypted. */
  const holdersOf = async (connectorId: Id): Promise<KeyHolder[]> => {
    const tests = await connections.list({ connectorId, purpose: 'test' })
    const opened = await Promise.all(
      tests.slice(0, MOST_HOLDERS).map(({ id }) => connections.open(id).catch(() => null))
    )
    return opened.flatMap(one => (one === null ? [] : [{ name: one.connection.name, values: one.values }]))
  }

  /**
   * Returns the signature result for a request that a running flow accepted. Such a request is signed
   * correctly, unless the flow's rules require no signature.
   */
  const signatureAt = async ({ policy }: CachedSubscription): Promise<SignatureResult> =>
    ((await policy)?.receiving.verify.length ?? 0) > 0 ? { is: 'right', by: null } : { is: 'not-asked' }

  const found = (id: Id): Listen => {
    const listen = kept.get(id)
    if (listen === undefined) throw new Fault('listening.gone')
    return listen
  }

  const progressHere = (id: Id): Listened => {
    const { since, until, url, signingSecret, heard, registration } = found(id)
    const told = registration && {
      connectionName: registration.connectionName,
      state: registration.state()
    }
    return { now: effects.clock(), since, until, url, signingSecret, heard, registration: told }
  }

  const extendHere = async (id: Id): Promise<void> => {
    const listen = found(id)
    const now = effects.clock()
    listen.until = Math.min(Math.max(now, listen.until) + LISTENS, now + LONGEST)
    listen.cancel()
    listen.cancel = effects.after(listen.until + REMEMBERED - now, () => forget(id))
    listen.cancelEnd()
    listen.cancelEnd = releaseAt(listen, listen.until)
    await tellBeginning(id, listen)
  }

  /** Records a delivery at an Event URL in a session, if the session includes its flow. */
  const hearOwn = async (listen: Listen, flowId: Id, params: Parameters<typeof hear>[2]): Promise<void> => {
    const owner = await store.flows.ownerOf(flowId)
    if (listen.ownerId === null || owner?.ownerId === listen.ownerId) await hear(listen, 'event-url', params)
  }

  const { elsewhere, tellBeginning, tellEnd } = createOtherListeners({
    ...{ effects, calls, keyOf },
    heard: async (id, { flowId, delivery, arrival, signature }) => {
      const listen = kept.get(id)
      if (listen === undefined) return
      await hearOwn(listen, flowId, { delivery, arrival, signature: async () => signature })
    }
  })

  const inHolder = <Output>(name: string, act: (id: Id) => Output | Promise<Output>) => {
    const ask = calls.toHolder(`listening.${name}`, keyOf, act)
    return async (id: Id): Promise<Output> => {
      const came = kept.has(id) ? undefined : await ask(id)
      return came === undefined ? act(id) : came.output
    }
  }
  const forgetElsewhere = calls.toOthers('listening.end-of', forgetOf)

  return {
    /**
     * Begins a session of two minutes and ends an earlier session of the same person. `ownerId` limits the
     * session to flows of that owner. Null includes all flows. Throws `flow.gone`.
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
      forgetOf(personId)
      await forgetElsewhere(personId)
      const id = effects.newId()
      const token = effects.newToken()
      const url = eventUrlOf(settings.publicUrl(), token)
      const signingSecret = newSigningSecret(effects, receiving)
      const concealment = createConcealment(effects, receiving, new Map())
      const listen: Listen = {
        id,
        eventFlowId,
        personId,
        ownerId,
        token,
        url,
        since: effects.clock(),
        until: effects.clock() + LISTENS,
        signingSecret: keySourcesOf(receiving).some(({ source }) => source.from === 'generated')
          ? signingSecret
          : null,
        heard: null,
        hasTaken: false,
        policy: openTestEndpoint({
          effects,
          settings,
          // What is not signed rightly is heard too; the maker is told.
          receiving: { ...receiving, verify: [] },
          signingSecret,
          eventUrl: url,
          values: {},
          came: (head, arrival) => {
            const { method } = arrival
            const contentType = capturedContentType(receiving, arrival, head.contentType)
            return hear(listen, 'test-url', {
              delivery: { id: effects.newId(), receivedAt: effects.clock(), method, contentType },
              arrival: concealment.arrival(arrival, contentType).arrival,
              signature: async () =>
                signatureResultOf(effects, {
                  ...{ receiving, arrival, signingSecret, eventUrl: url },
                  holders: await holdersOf(connectorId)
                })
            })
          }
        }),
        registration: null,
        cancel: effects.after(LISTENS + REMEMBERED, () => forget(id)),
        cancelEnd: () => {}
      }
      kept.set(id, listen)
      await calls.hold(keyOf(id))
      await calls.hold(testUrlKey(effects, token))
      await tellBeginning(id, listen)
      const registration = await params
        .register({
          ...{ connectorId, eventFlowId, token, signingSecret },
          registered: listen.policy.registered,
          changed: () => heard(eventFlowId)
        })
        .catch((thrown: unknown) => {
          effects.log('A test URL could not be registered.', { cause: String(thrown) })
          return null
        })
      listen.registration = registration
      listen.cancelEnd = releaseAt(listen, listen.until)
      // Whoever has left meanwhile listens no more.
      if (!kept.has(id)) release(listen)
      return id
    },
    /**
     * Extends the session by two minutes, up to ten minutes from now. The test URL stays the same, even after
     * the session has ended. Throws `listening.gone`.
     */
    extend: inHolder('extend', extendHere),
    /** Returns the state of a session. Throws `listening.gone`. */
    progress: inHolder('progress', progressHere),
    /** Returns the person who started the session. Throws `listening.gone`. */
    personOf: inHolder('person', (id: Id): string => found(id).personId),
    /** Ends the session and deletes the captured requests. */
    end: inHolder('end', forget),
    /** Checks a request to a test URL before its body is read. Null for an unknown token. */
    preflight: (token: string, head: Head): Preflight | null => {
      if (kept.size === 0) return null
      const listen = [...kept.values()].find(each => each.token === token)
      return listen !== undefined && isListening(listen) ? listen.policy.preflight(head) : null
    },
    /** Returns true while a session is open in any process. */
    isOpen: (): boolean => kept.size > 0 || elsewhere.isOpen(),
    /** Passes a stored delivery to the sessions, in addition to its normal processing. */
    tap: (subscription: CachedSubscription, delivery: Delivery, arrival: IncomingRequest): void => {
      const { flowId, terms } = subscription
      const hearing = [...kept.values()].filter(
        listen => listen.eventFlowId === terms.eventFlowId && isListening(listen)
      )
      const signature = () => signatureAt(subscription)
      const work = [
        ...hearing.map(listen => hearOwn(listen, flowId, { delivery, arrival, signature })),
        elsewhere.tap(terms.eventFlowId, { flowId, delivery, arrival, signature })
      ]
      Promise.all(work).catch(thrown =>
        effects.log('A delivery could not be shown to a user who listens for requests.', {
          cause: String(thrown)
        })
      )
    },
    /** Stops all sessions. Resolves when their registrations are removed. */
    stop: async (): Promise<void> => {
      for (const id of kept.keys()) forget(id)
      await Promise.all(releasing)
    }
  }
}
