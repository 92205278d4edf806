import {
  ALERT_LIFE,
  ALERT_METHOD,
  type Alert,
  HOUR,
  type Id,
  type Millis,
  SECOND,
  typeOfAlert
} from '@hookwright/model'
import type { NewAlertMessage, NewDelivery, Store, SubscriptionRow } from '@hookwright/store'
import { builtInDelivery } from '../built-in/built-in-delivery.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import { listenAll } from '../kernel/listen-all.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import { subscriptionsForAlert } from './subscriptions-for-alert.ts'
import { payloadOf, viewAlert } from './view-alert.ts'

/**
 * Worker that dispatches alerts to flows and endpoints. Each stored alert is dispatched exactly once, even
 * across crashes.
 */
export interface AlertHandler {
  /** Starts dispatching after startup: waiting alerts first, then new ones. */
  begin: () => void
  /** Stops dispatching. Resolves when work in progress has ended. */
  stop: () => Promise<void>
}

/** Maximum number of alerts handled per pass. */
const PAGE = 50
/** Maximum number of rows deleted in one transaction, small enough not to delay deliveries. */
const BITE = 500
/** Pause after a failure of the store. */
const REST: Millis = 5 * SECOND

export const createAlertHandler = (params: {
  store: Store
  effects: Effects
  settings: Settings
  rules: Pick<RulesInForce, 'of'>
  /** Called with each subscription to which an alert was delivered. */
  delivered: (subscriptionId: Id) => void
}): AlertHandler => {
  const { store, effects, settings, rules, delivered } = params
  let armed = false
  let stopping = false
  let underWay: Promise<void> = Promise.resolve()
  let cancelRest = (): void => {}
  let cancelSweep = (): void => {}

  const deliveryTo = async (
    { id: subscriptionId, flowId }: SubscriptionRow,
    alert: Alert,
    body: Uint8Array
  ): Promise<NewDelivery> => {
    const { redaction } = await rules.of(flowId)
    return builtInDelivery(effects, {
      ...{ subscriptionId, method: ALERT_METHOD, body, isRedacted: redaction.length > 0 },
      headers: ['webhook-id', alert.id]
    })
  }

  const messagesOf = async (alert: Alert, body: string): Promise<NewAlertMessage[]> => {
    const { kind } = alert.about
    const endpoints = (await store.alertEndpoints.list()).filter(
      ({ status, kinds }) => status.is === 'on' && (kinds === null || kinds.includes(kind))
    )
    return endpoints.map(endpoint => ({
      id: effects.newId(),
      endpointId: endpoint.id,
      alertId: alert.id,
      type: typeOfAlert(kind),
      body,
      createdAt: effects.clock()
    }))
  }

  const dispatch = async (alert: Alert): Promise<void> => {
    const text = payloadOf(await viewAlert(store, alert), settings)
    const body = new TextEncoder().encode(text)
    const subscriptions = await subscriptionsForAlert(store, alert)
    const deliveries = await Promise.all(subscriptions.map(row => deliveryTo(row, alert, body)))
    const messages = await messagesOf(alert, text)
    if (!(await store.alerts.dispatch(alert.id, { at: effects.clock(), deliveries, messages }))) return
    for (const { id } of subscriptions) delivered(id)
  }

  const failed = (thrown: unknown): void => {
    effects.log('Alerts could not be sent to flows. This is retried automatically.', {
      cause: String(thrown)
    })
    cancelRest()
    if (!stopping) cancelRest = effects.after(REST, arm)
  }

  const handAll = async (): Promise<void> => {
    armed = false
    for (;;) {
      const waiting = await store.alerts.waiting(PAGE)
      let handed = 0
      for (const alert of waiting) {
        if (stopping) return
        // One that cannot be handed out does not keep the others waiting.
        await dispatch(alert).then(() => handed++, failed)
      }
      if (waiting.length < PAGE || handed === 0) return
    }
  }

  const arm = (): void => {
    if (armed || stopping) return
    armed = true
    underWay = underWay.then(handAll).catch(failed)
  }

  const sweep = async (): Promise<void> => {
    const hasMore = await store.alerts.forget(effects.clock() - ALERT_LIFE, BITE).catch(() => false)
    if (!stopping) cancelSweep = effects.after(hasMore ? SECOND : HOUR, sweep)
  }

  let unlisten = (): void => {}
  return {
    begin: () => {
      unlisten = listenAll(store, () => arm(), ['alerts'])
      arm()
      cancelSweep = effects.after(SECOND, sweep)
    },
    stop: async () => {
      stopping = true
      unlisten()
      cancelRest()
      cancelSweep()
      await underWay
    }
  }
}
