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
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import { createReplay, type Replay } from '../dispatch/replay.ts'
import { createReplayMany, type ReplayMany } from '../dispatch/replay-many.ts'
import { createReplayTargets } from '../dispatch/replay-targets.ts'
import { createSignAnew, type SignedAnew } from '../dispatch/sign-anew.ts'
import type { Effects } from '../kernel/effects.ts'
import { sampleOf } from '../payloads/start-values.ts'
import type { Shown, ShownRun } from '../retention/shown.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { type DeliveryRow, deliveryRowsOf } from './delivery-rows.ts'
import { type OpenDelivery, openDelivery } from './open-delivery.ts'

/** Operations on deliveries. */
export interface Deliveries {
  /** Returns the counts of refused requests of a flow's subscriptions, by reason, the latest first. */
  refusalsOf: (flowId: Id) => Promise<Refusals[]>
  /** Newest first. */
  list: (filter: DeliveryFilter) => Promise<Page<DeliveryRow>>
  /** Counts deliveries over time, up to now by default, and by status. */
  chart: (filter: Pick<ChartFilter, 'scope' | 'from'> & { to?: Millis }) => Promise<DeliveryChart>
  /**
   * The newest kept deliveries that ran an event flow, as its Webhook Event card gave them: of flows of one owner, or of
   * all for null.
   */
  samples: (filter: { eventFlowId: Id; ownerId: string | null }) => Promise<EventSample[]>
  /** With what arrived, unless it was erased. Throws `delivery.gone`. */
  get: (id: Id) => Promise<{ delivery: Delivery; arrival: IncomingRequest | null }>
  /** With all that is known of it. Throws `delivery.gone`. */
  open: (id: Id) => Promise<OpenDelivery>
  /** Returns the original request with a new signature, for a client that resends it. Throws `delivery.gone`. */
  signAnew: (id: Id) => Promise<SignedAnew>
  replay: Replay['replay']
  replayRun: Replay['replayRun']
  replayChoices: Replay['choices']
  /** Runs many again. */
  replays: ReplayMany
}

/** Into how many spans a chart is cut at most: the minutes of an hour, and those that it begins and ends in. */
const MOST_BARS = 62

/** Maximum number of samples of an event per request. */
const MOST_SAMPLES = 20

export const createDeliveries = (given: {
  store: Store
  outside: Effects
  lives: SubscriptionCache
  dispatcher: Dispatcher
  specs: Specs
  reaches: LoadedRevisions
  shown: Shown
  shownRun: ShownRun
  /** Called with flows whose deliveries are run again, with its progress. */
  progressed: (flowIds: Id[]) => void
}): Deliveries => {
  const { store, outside, lives, dispatcher, shown } = given
  const again = createReplay({ store, outside, lives, dispatcher, targets: createReplayTargets(given) })

  const get = async (id: Id): Promise<{ delivery: Delivery; arrival: IncomingRequest | null }> => {
    const found = await store.deliveries.find(id)
    if (found === null) throw new Fault('delivery.gone')
    return shown(found)
  }

  return {
    refusalsOf: flowId => store.deliveries.refusalsOf(flowId),
    list: async filter => {
      const { rows, ...page } = await store.deliveries.list(filter)
      return { ...page, rows: await deliveryRowsOf(given, rows) }
    },
    chart: filter => store.deliveries.chart({ to: outside.clock(), ...filter, most: MOST_BARS }),
    samples: async filter =>
      Promise.all(
        (await store.deliveries.samples({ ...filter, limit: MOST_SAMPLES })).map(async found => {
          const { delivery, arrival } = await shown(found)
          return sampleOf(outside, delivery, arrival)
        })
      ),
    get,
    open: async id => openDelivery(given, await get(id)),
    signAnew: createSignAnew(given),
    replay: again.replay,
    replayRun: again.replayRun,
    replayChoices: again.choices,
    replays: createReplayMany({ ...given, replay: again.replay, freezeDraft: again.freezeDraft })
  }
}
