import { type Alert, OWN_CONNECTOR, takesDeliveries, thingsOfAlert } from '@hookwright/model'
import type { Store, SubscriptionRow } from '@hookwright/store'
import { isChosenKind } from './kind-choices.ts'
import { alertOptions } from './own-connector.ts'

/** Returns true for the chosen thing, or for any when nothing is chosen. */
const isChosen = (chosen: unknown, id: string | null): boolean =>
  chosen === null || chosen === undefined || chosen === '' || chosen === id

/**
 * The subscriptions of flows that are to be started by an alert: those of its owner, or of anybody where it is nobody's,
 * whose options it fits. An alert about a flow that is itself started by alerts starts none, so that one which fails cannot
 * go round in circles, alone or with others; it is in the list, and is sent to endpoints.
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
