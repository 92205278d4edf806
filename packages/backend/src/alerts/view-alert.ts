import { type Alert, formatAlert, type Id, placeOfAlert, thingsOfAlert, typeOfAlert } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Settings } from '../kernel/effects.ts'

/** Item that an alert is about, with its current name. */
export interface NamedThing {
  id: Id
  name: string | null
}

/** Alert for display, with its message and the names of its items. */
export interface AlertView extends Alert {
  sentence: string
  /** Path of the page where a user can fix the cause. */
  place: string
  flow: NamedThing | null
  connector: NamedThing | null
  connection: NamedThing | null
}

type NamedStores = Pick<Store, 'flows' | 'connectors' | 'connections'>

/** Loads the items of an alert and formats its texts. */
export const viewAlert = async (store: NamedStores, alert: Alert): Promise<AlertView> => {
  const { about } = alert
  const { flowId, connectorId, connectionId } = thingsOfAlert(about)
  const nameOfFlow = async (id: Id) => (await store.flows.ownerOf(id))?.name ?? null
  const named = async (id: Id | null, nameOf: (id: Id) => Promise<string | null>) =>
    id === null ? null : { id, name: await nameOf(id) }
  const flow = await named(flowId, nameOfFlow)
  const connector = await named(connectorId, async id => (await store.connectors.find(id))?.name ?? null)
  const connection = await named(
    connectionId,
    async id => (await store.connections.find(id))?.connection.name ?? null
  )
  const names = {
    flow: flow?.name ?? null,
    connector: connector?.name ?? null,
    connection: connection?.name ?? null,
    event: about.kind === 'drift-found' ? await nameOfFlow(about.eventFlowId) : null
  }
  return {
    ...alert,
    sentence: formatAlert(about, names),
    place: placeOfAlert(about),
    flow,
    connector,
    connection
  }
}

/**
 * Returns the payload for flows and endpoints in the recommended shape of Standard Webhooks
 * (“Payload structure”): type, time and data. It contains only names, ids and reasons.
 */
export const payloadOf = (alert: AlertView, settings: Pick<Settings, 'publicUrl'>): string => {
  const { id, count, about, sentence, place, flow, connector, connection } = alert
  const { kind, ...details } = about
  return JSON.stringify({
    type: typeOfAlert(kind),
    timestamp: new Date(alert.lastAt).toISOString(),
    data: {
      ...{ id, kind, sentence, link: `${settings.publicUrl()}${place}`, count },
      ...{ flow, connector, connection, details }
    }
  })
}
