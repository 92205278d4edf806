import type { Specs } from '@hookwright/engine'
import {
  type Arrival,
  blankReceiving,
  type Delivery,
  type EventSample,
  eventUrlOf,
  Fault,
  type Id,
  MINUTE,
  type Millis,
  startCardOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Live } from '../deliveries/lives.ts'
import { sampleOf } from '../deliveries/start-values.ts'
import type { Outside, Settings } from '../outside.ts'
import type { Meeting } from './reception.ts'
import type { Head } from './refusals.ts'
import { newSigningSecret } from './signing-secret.ts'
import { openTrialDoor, type TrialDoor } from './trial-door.ts'

/** Waiting for the next request of an event: at a test URL of its own, and at the Event URLs of flows that are on. */
export interface Listening {
  /**
   * Listens for two minutes; what the same person listened for before ends. `ownerId` says whose flows are listened to:
   * null for all. Throws `flow.gone`.
   */
  begin: (given: { eventFlowId: Id; personId: string; ownerId: string | null }) => Promise<Id>
  /** Throws `listening.gone`. */
  progress: (id: Id) => Listened
  /** Whose it is. Throws `listening.gone`. */
  personOf: (id: Id) => string
  /** Ends it, and forgets what was heard. */
  end: (id: Id) => void
  /** What becomes of a request to a test URL; null where the token is none of theirs. */
  meet: (token: string, head: Head) => Meeting | null
  /** True while somebody listens. */
  isOpen: () => boolean
  /** Told of each delivery that is kept: it goes its way, whoever listens. */
  tap: (live: Live, delivery: Delivery, arrival: Arrival) => void
  stop: () => void
}

/** What one has heard so far. */
export interface Listened {
  now: Millis
  /** Until when it listens. */
  until: Millis
  url: string
  /** The first request, as the Webhook Event card would give it; null while none has come. */
  heard: { sample: EventSample; at: 'test-url' | 'event-url' } | null
}

interface Listen extends Omit<Listened, 'now'> {
  eventFlowId: Id
  personId: string
  ownerId: string | null
  token: string
  door: TrialDoor
  cancel: () => void
}

/** How long somebody listens, and for how much longer what was heard is remembered. */
const LISTENS: Millis = 2 * MINUTE
const REMEMBERED: Millis = 2 * MINUTE

export const createListening = (given: {
  store: Store
  specs: Specs
  outside: Outside
  settings: Settings
  /** Told when something was heard for a flow. */
  heard: (eventFlowId: Id) => void
}): Listening => {
  const { store, specs, outside, settings } = given
  const kept = new Map<Id, Listen>()

  const forget = (id: Id): void => {
    kept.get(id)?.cancel()
    kept.delete(id)
  }

  const isListening = ({ heard, until }: Listen): boolean => heard === null && outside.clock() < until

  /** The first one counts. */
  const hear = async (
    listen: Listen,
    at: 'test-url' | 'event-url',
    delivery: Parameters<typeof sampleOf>[0],
    arrival: Arrival
  ): Promise<void> => {
    if (!isListening(listen)) return
    const sample = await sampleOf(delivery, arrival)
    if (listen.heard !== null) return
    listen.heard = { sample, at }
    given.heard(listen.eventFlowId)
  }

  /** How the drafted event treats a request. Nobody's key is known here, so that no signature can be asked for. */
  const receivingOf = async (eventFlowId: Id) => {
    const flow = await store.flows.find(eventFlowId)
    if (flow === null || flow.connectorId === null) throw new Fault('flow.gone')
    const start = startCardOf(flow.doc)
    const receiving = start && specs.get(start.type)?.receives(start.config)
    return { ...(receiving ?? blankReceiving), verify: [] }
  }

  const found = (id: Id): Listen => {
    const listen = kept.get(id)
    if (listen === undefined) throw new Fault('listening.gone')
    return listen
  }

  return {
    begin: async ({ eventFlowId, personId, ownerId }) => {
      const receiving = await receivingOf(eventFlowId)
      for (const [id, other] of kept) if (other.personId === personId) forget(id)
      const id = outside.newId()
      const token = outside.newToken()
      const url = eventUrlOf(settings.publicUrl(), token)
      const signingSecret = newSigningSecret(outside, receiving)
      const listen: Listen = {
        eventFlowId,
        personId,
        ownerId,
        token,
        url,
        until: outside.clock() + LISTENS,
        heard: null,
        door: openTrialDoor({
          outside,
          settings,
          receiving,
          signingSecret,
          eventUrl: url,
          values: {},
          came: ({ contentType }, arrival) => {
            const { method } = arrival
            return hear(
              listen,
              'test-url',
              { id: outside.newId(), receivedAt: outside.clock(), method, contentType },
              arrival
            )
          }
        }),
        cancel: outside.after(LISTENS + REMEMBERED, () => forget(id))
      }
      kept.set(id, listen)
      return id
    },
    progress: id => {
      const { until, url, heard } = found(id)
      return { now: outside.clock(), until, url, heard }
    },
    personOf: id => found(id).personId,
    end: forget,
    meet: (token, head) => {
      if (kept.size === 0) return null
      const listen = [...kept.values()].find(each => each.token === token)
      return listen !== undefined && isListening(listen) ? listen.door.meet(head) : null
    },
    isOpen: () => kept.size > 0,
    tap: ({ flowId, terms }, delivery, arrival) => {
      for (const listen of kept.values()) {
        if (listen.eventFlowId !== terms.eventFlowId || !isListening(listen)) continue
        store.flows
          .ownerOf(flowId)
          .then(owner => {
            const isOwn = listen.ownerId === null || owner?.ownerId === listen.ownerId
            return isOwn ? hear(listen, 'event-url', delivery, arrival) : undefined
          })
          .catch(thrown => outside.log('A delivery could not be listened to.', { cause: String(thrown) }))
      }
    },
    stop: () => {
      for (const id of kept.keys()) forget(id)
    }
  }
}
