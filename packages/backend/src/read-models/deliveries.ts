import type { Specs } from '@hookwright/engine'
import {
  type Delivery,
  type EventSample,
  Fault,
  type Id,
  type IncomingRequest,
  type Millis
} from '@hookwright/model'
import type { ChartFilter, DeliveryChart, DeliveryFilter, Page, Refusals, Store } from '@hookwright/store'
import type { Connections } from '../connectors/connections.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import { createReplay } from '../dispatch/replay.ts'
import { createReplayMany } from '../dispatch/replay-many.ts'
import { createReplayTargets } from '../dispatch/replay-targets.ts'
import { createRequestSigner } from '../dispatch/resendable-request.ts'
import type { Effects } from '../kernel/effects.ts'
import { sampleOf } from '../payloads/start-values.ts'
import type { Shown, ShownRun } from '../retention/shown.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { type DeliveryRow, deliveryRowsOf } from './delivery-rows.ts'
import { type OpenDelivery, openDelivery } from './open-delivery.ts'

/** Maximum number of bars in a chart: the minutes of an hour, plus partial minutes at both ends. */
const MOST_BARS = 62

/** Maximum number of samples of an event per request. */
const MOST_SAMPLES = 20

/** Operations on deliveries. */
export const createDeliveries = (params: {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
  dispatcher: Dispatcher
  specs: Specs
  loadedRevisions: LoadedRevisions
  connections: Connections
  shown: Shown
  shownRun: ShownRun
  /** Called each time a replay of many deliveries has progressed, with the ids of their flows. */
  progressed: (flowIds: Id[]) => void
}) => {
  const { store, effects, subscriptionCache, dispatcher, shown } = params
  const again = createReplay({
    store,
    effects,
    subscriptionCache,
    dispatcher,
    targets: createReplayTargets(params)
  })

  const get = async (id: Id): Promise<{ delivery: Delivery; arrival: IncomingRequest | null }> => {
    const found = await store.deliveries.find(id)
    if (found === null) throw new Fault('delivery.gone')
    return shown(found)
  }

  return {
    /**
     * Counts the refused requests of a flow's subscriptions by reason. The reason that occurred last comes
     * first.
     */
    refusalsOf: (flowId: Id): Promise<Refusals[]> => store.deliveries.refusalsOf(flowId),
    /** Lists deliveries, newest first. */
    list: async (filter: DeliveryFilter): Promise<Page<DeliveryRow>> => {
      const { rows, ...page } = await store.deliveries.list(filter)
      return { ...page, rows: await deliveryRowsOf(params, rows) }
    },
    /** Counts deliveries by time and status. `to` defaults to the current time. */
    chart: (filter: Pick<ChartFilter, 'scope' | 'from'> & { to?: Millis }): Promise<DeliveryChart> =>
      store.deliveries.chart({ to: effects.clock(), ...filter, most: MOST_BARS }),
    /**
     * Returns the newest stored deliveries of an event, as outputs of its Webhook Event card. Covers the
     * flows of one owner, or of all owners if `ownerId` is null.
     */
    samples: async (filter: { eventFlowId: Id; ownerId: string | null }): Promise<EventSample[]> =>
      Promise.all(
        (await store.deliveries.samples({ ...filter, limit: MOST_SAMPLES })).map(async found => {
          const { delivery, arrival } = await shown(found)
          return sampleOf(effects, delivery, arrival)
        })
      ),
    /** Returns a delivery with its payload, unless the payload was deleted. Throws `delivery.gone`. */
    get,
    /** Returns a delivery with all details. Throws `delivery.gone`. */
    open: async (id: Id): Promise<OpenDelivery> => openDelivery(params, await get(id)),
    /**
     * Returns the original request with a new signature, for another client to send. Throws `delivery.gone`.
     */
    signAnew: createRequestSigner(params),
    replay: again.replay,
    replayRun: again.replayRun,
    replayChoices: again.choices,
    /** Replays of many deliveries. */
    replays: createReplayMany({ ...params, replay: again.replay, freezeDraft: again.freezeDraft })
  }
}
