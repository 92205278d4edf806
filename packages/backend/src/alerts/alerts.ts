import {
  type AlertEndpoint,
  type AlertKind,
  type AlertMessage,
  Fault,
  FORMER_SECRET,
  type Id,
  type Millis
} from '@hookwright/model'
import type { AlertFilter, AlertScope, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { secretPlace } from './send-messages.ts'
import { newAlertSecret } from './sign-message.ts'
import { type AlertView, viewAlert } from './view-alert.ts'

/** Service that lists alerts and marks them as read. */
export interface Alerts {
  /** Lists the alerts of a filter, newest first. */
  list: (filter: AlertFilter) => Promise<{ rows: AlertView[]; next: Id | null }>
  countUnseen: (scope: AlertScope) => Promise<number>
  /** Marks the alerts with these ids as read; null marks all alerts of the scope. */
  markSeen: (params: AlertScope & { ids: Id[] | null }) => Promise<void>
}

/** Endpoint with its newest message. */
export interface AlertEndpointView extends AlertEndpoint {
  /** Status of the newest message, and the time of its last attempt; null if none was created yet. */
  lastMessage: { status: AlertMessage['status']; at: Millis } | null
}

/** Service that manages the endpoints that receive alerts. */
export interface AlertEndpoints {
  /** Lists the endpoints, oldest first. */
  list: () => Promise<AlertEndpointView[]>
  /** Adds an active endpoint and returns its secret, which is not shown again. */
  add: (params: { url: string; kinds: AlertKind[] | null }) => Promise<{ id: Id; secret: string }>
  /** Changes an endpoint. Throws `alert-endpoint.gone`. */
  change: (id: Id, params: { url: string; kinds: AlertKind[] | null }) => Promise<void>
  /** Turns an endpoint on or off. Throws `alert-endpoint.gone`. */
  setOn: (id: Id, on: boolean) => Promise<void>
  /**
   * Replaces the secret and returns the new one, which is not shown again. For a day, messages are also
   * signed with the old secret.
   * @throws `alert-endpoint.gone`
   */
  rotate: (id: Id) => Promise<{ secret: string }>
  /** Deletes an endpoint. Throws `alert-endpoint.gone`. */
  remove: (id: Id) => Promise<void>
  /**
   * Sends a test message once, without retries. Throws `alert-endpoint.gone`,
   * `alert-endpoint.not-on`.
   */
  test: (id: Id) => Promise<void>
  /** Returns the newest messages, each with its delivery attempts. */
  messages: (id: Id) => Promise<AlertMessage[]>
}

/** Maximum number of messages shown for an endpoint. */
const MOST_MESSAGES = 20

export const createAlerts = ({ store, effects }: { store: Store; effects: Effects }): Alerts => ({
  list: async filter => {
    const { rows, next } = await store.alerts.list(filter)
    return { rows: await Promise.all(rows.map(alert => viewAlert(store, alert))), next }
  },
  countUnseen: scope => store.alerts.countUnseen(scope),
  markSeen: params => store.alerts.markSeen({ ...params, at: effects.clock() })
})

const lastMessageOf = ({ status, sendings, createdAt }: AlertMessage) => ({
  status,
  at: sendings.at(-1)?.at ?? createdAt
})

export const createAlertEndpoints = (params: { store: Store; effects: Effects }): AlertEndpoints => {
  const { effects } = params
  const { alertEndpoints } = params.store
  const mint = (id: Id): { secret: string; secretSealed: Uint8Array } => {
    const secret = newAlertSecret(effects)
    return { secret, secretSealed: effects.sealer.seal(secret, secretPlace(id)) }
  }
  return {
    list: async () =>
      Promise.all(
        // An installation has few endpoints, so a query for each is cheap.
        (await alertEndpoints.list()).map(async endpoint => {
          const [newest] = await alertEndpoints.messagesOf(endpoint.id, 1)
          return { ...endpoint, lastMessage: newest === undefined ? null : lastMessageOf(newest) }
        })
      ),
    add: async ({ url, kinds }) => {
      const id = effects.newId()
      const { secret, secretSealed } = mint(id)
      const times = { createdAt: effects.clock(), failingSince: null, formerUntil: null }
      await alertEndpoints.add({ id, url, kinds, status: { is: 'on' }, ...times }, secretSealed)
      return { id, secret }
    },
    change: (id, about) => alertEndpoints.change(id, about),
    setOn: (id, on) => alertEndpoints.setStatus(id, { is: on ? 'on' : 'off' }),
    rotate: async id => {
      const { secret, secretSealed } = mint(id)
      await alertEndpoints.rotate(id, { secretSealed, formerUntil: effects.clock() + FORMER_SECRET })
      return { secret }
    },
    remove: id => alertEndpoints.remove(id),
    test: async id => {
      const endpoint = await alertEndpoints.find(id)
      if (endpoint === null) throw new Fault('alert-endpoint.gone')
      if (endpoint.status.is !== 'on') throw new Fault('alert-endpoint.not-on')
      const at = effects.clock()
      const type = 'alert.test'
      const sentence = 'This is a test message from Hookwright. No action is needed.'
      const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: { sentence } })
      const message = { id: effects.newId(), endpointId: id, alertId: null, type, body, createdAt: at }
      await alertEndpoints.addMessage(message)
    },
    messages: id => alertEndpoints.messagesOf(id, MOST_MESSAGES)
  }
}
