import { type Alert, OWN_CONNECTOR, takesDeliveries, thingsOfAlert } from '@hookwright/model'
import type { Store, SubscriptionRow } from '@hookwright/store'
import { isChosenKind } from '../built-in/kind-choices.ts'
import { alertOptions } from '../built-in/own-connector.ts'

/**
 * Returns true if an option of the alert event matches the item with this id. An empty option matches all
 * items.
 */
const isChosen = (chosen: unknown, id: string | null): boolean =>
  chosen === null || chosen === undefined || chosen === '' || chosen === id

/**
 * Returns the subscriptions of the flows that an alert starts: flows of the alert's owner with options that
 * match the alert. An alert without an owner starts matching flows of all members. An alert about a flow that
 * is itself started by alerts starts none, so failing flows cannot loop; it is still listed and sent to
 * endpoints.
 */
export const subscriptionsForAlert = async (store: Store, alert: Alert): Promise<SubscriptionRow[]> => {
  const { about, ownerId } = alert
  const { flowId, connectorId } = thingsOfAlert(about)
  if (connectorId === OWN_CONNECTOR) return []
  const fitting: SubscriptionRow[] = []
  for (const row of await store.alerts.subscriptionsOf(OWN_CONNECTOR)) {
    const { options } = row.terms
    const fits =
      takesDeliveries(row.status) &&
      isChosenKind(options[alertOptions.kind], about.kind) &&
      isChosen(options[alertOptions.flow], flowId) &&
      isChosen(options[alertOptions.connector], connectorId)
    if (!fits) continue
    const owner = await store.flows.ownerOf(row.flowId)
    if (owner !== null && (ownerId === null || owner.ownerId === ownerId)) fitting.push(row)
  }
  return fitting
}
