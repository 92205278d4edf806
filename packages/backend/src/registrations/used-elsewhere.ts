import { type Subscription, sameJson, valueAt } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { openRegistrationData, type RegistrationContext } from './registration-context.ts'
import { dataPathsOf } from './registration-data.ts'

const isAtSameService = ({ terms: one }: Subscription, { terms: other }: Subscription): boolean =>
  one.connectorId === other.connectorId && one.connectionId === other.connectionId

/**
 * Returns true if a deregistration would remove the registration of another subscription of the flow. This
 * happens if both have the same ids at the service or share one registration.
 *
 * @param isLate true for a retry after the flow may have been turned on again
 */
export const isUsedElsewhere = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  isLate: boolean
): Promise<boolean> => {
  const { store } = context
  const { deregistration, versionId, sharesAddress } = row.terms
  if (deregistration === null) return false
  const wanted = await store.subscriptions.wantedOf(row.flowId)
  const living = [
    ...(await store.subscriptions.otherActiveOf(row.flowId)),
    ...(wanted === null ? [] : [wanted])
  ]
  const others = living.filter(
    other => other.id !== row.id && other.status.is !== 'registering' && isAtSameService(row, other)
  )
  if (others.length === 0) return false
  if (sharesAddress) return true
  const loadedRevision = await context.loadedRevisions.of(versionId, null).catch(() => null)
  const flow = loadedRevision?.snapshot.flows.find(({ id }) => id === deregistration.flowId)
  const paths = flow === undefined ? [] : dataPathsOf(flow.doc)
  const own = openRegistrationData(context, row)
  // A flow that reads nothing of the data asks for the same whatever was registered.
  const isSameForAll = isLate && flow !== undefined && paths.length === 0
  const isNamed = isSameForAll || paths.some(path => valueAt(own, path) !== null)
  return (
    isNamed &&
    others.some(other => {
      const data = openRegistrationData(context, other)
      return (
        sameJson({ ...deregistration.inputs }, { ...other.terms.deregistration?.inputs }) &&
        paths.every(path => JSON.stringify(valueAt(own, path)) === JSON.stringify(valueAt(data, path)))
      )
    })
  )
}
