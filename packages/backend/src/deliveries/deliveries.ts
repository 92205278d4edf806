import type { Specs } from '@hookwright/engine'
import {
  type Arrival,
  type Delivery,
  type EventSample,
  Fault,
  type Id,
  runsDeliveries,
  takesDeliveries
} from '@hookwright/model'
import type { DeliveryFilter, Page, Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import type { Reaches } from '../runs/reaches.ts'
import { type DeliveryRow, deliveryRowsOf } from './delivery-rows.ts'
import type { Dispatch } from './dispatch.ts'
import type { Live, Lives } from './lives.ts'
import { type OpenDelivery, openDelivery } from './open-delivery.ts'
import { createReplay } from './replay.ts'
import { sampleOf } from './start-values.ts'
import type { TestEvents } from './test-events.ts'

/** What became of a request at an Event URL. */
export type Received =
  | { is: 'unknown' }
  | { is: 'off' }
  | { is: 'busy'; seconds: number }
  /** On disk; `runs` is false for one that is kept and shown but never run. */
  | { is: 'kept'; deliveryId: Id; runs: boolean }
  /** It came for a dry run, which only counts it. */
  | { is: 'tried' }

/** What can be done with deliveries. */
export interface Deliveries {
  /**
   * Keeps a request that came to a token. Resolves as `kept` only when bytes, headers and time are durable. Throws
   * `storage.failed`, after which nothing was kept.
   */
  receive: (token: string, arrival: Arrival, contentType: string) => Promise<Received>
  /** Newest first. */
  list: (filter: DeliveryFilter) => Promise<Page<DeliveryRow>>
  /**
   * The newest kept deliveries that ran an event flow, as its Webhook Event card gave them: of flows of one owner, or of
   * all for null.
   */
  samples: (filter: { eventFlowId: Id; ownerId: string | null }) => Promise<EventSample[]>
  /** With what arrived, unless it was erased. Throws `delivery.gone`. */
  get: (id: Id) => Promise<{ delivery: Delivery; arrival: Arrival | null }>
  /** With all that is known of it. Throws `delivery.gone`. */
  open: (id: Id) => Promise<OpenDelivery>
  /** Runs a kept delivery again; gives the new run. Throws `delivery.gone`, `delivery.cannot-replay`. */
  replay: (id: Id) => Promise<Id>
}

/** How many samples of an event are given at once. */
const MOST_SAMPLES = 20

/** Methods whose deliveries start runs; the others are answered and kept. */
const running = new Set(['POST', 'PUT', 'PATCH'])

export const createDeliveries = (given: {
  store: Store
  outside: Outside
  lives: Lives
  dispatch: Dispatch
  specs: Specs
  reaches: Reaches
  testEvents: Pick<TestEvents, 'areExpected' | 'noticed'>
}): Deliveries => {
  const { store, outside, lives, dispatch, testEvents } = given

  const get = async (id: Id): Promise<{ delivery: Delivery; arrival: Arrival | null }> => {
    const found = await store.deliveries.find(id)
    if (found === null) throw new Fault('delivery.gone')
    return found
  }

  /** The subscription changed while the delivery was being written: what holds for it now is looked up. */
  const catchUp = async (stale: Live, delivery: Delivery, arrival: Arrival): Promise<void> => {
    // Those of an order are fetched as they are stored, whoever came to know of the change first.
    if (delivery.orderKey !== null) dispatch.addWaiting(stale.id)
    const live = await lives.byId(stale.id)
    if (live === null) return
    if (runsDeliveries(live.status)) {
      if (delivery.orderKey === null) dispatch.add({ live, delivery, arrival, hasBegun: false })
    } else if (live.status.is === 'ended') {
      await store.deliveries.settle(delivery.id, { is: 'filtered', why: 'registration failed' })
    }
  }

  return {
    receive: async (token, arrival, contentType) => {
      const found = lives.find(token)
      const live = found instanceof Promise ? await found : found
      if (live === null) return { is: 'unknown' }
      if (!takesDeliveries(live.status)) return { is: 'off' }
      const receivedAt = outside.clock()
      const seconds = live.bucket.take(receivedAt)
      if (seconds !== null) return { is: 'busy', seconds }
      const runs = running.has(arrival.method)
      const delivery: Delivery = {
        id: outside.newId(),
        subscriptionId: live.id,
        receivedAt,
        method: arrival.method,
        contentType,
        size: arrival.body.byteLength,
        status: runs
          ? { is: 'accepted' }
          : { is: 'filtered', why: `a ${arrival.method} request is only answered and kept` },
        orderKey: null,
        verdict: null
      }
      await store.deliveries.accept({ ...delivery, arrival })
      if (testEvents.areExpected()) testEvents.noticed(arrival, delivery.id)
      if (runs) {
        if (!live.current) await catchUp(live, delivery, arrival)
        else if (runsDeliveries(live.status)) dispatch.add({ live, delivery, arrival, hasBegun: false })
      }
      return { is: 'kept', deliveryId: delivery.id, runs }
    },
    list: async filter => {
      const { rows, ...page } = await store.deliveries.list(filter)
      return { ...page, rows: await deliveryRowsOf(given, rows) }
    },
    samples: async filter =>
      (await store.deliveries.samples({ ...filter, limit: MOST_SAMPLES })).map(({ delivery, arrival }) =>
        sampleOf(delivery, arrival)
      ),
    get,
    open: async id => openDelivery(given, await get(id)),
    replay: createReplay({ store, outside, lives, dispatch }).replay
  }
}
