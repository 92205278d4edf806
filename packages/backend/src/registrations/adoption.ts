import { keySourcesOf, valueAt } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { receivingOf } from '../revisions/receiving-of.ts'
import type { RegistrationContext } from './registration-context.ts'
import { dataPathsOf, returnsExpiry } from './registration-data.ts'

/**
 * Returns true if the data in the service's list suffices to adopt a listed registration. Every field read
 * from Registration Data must be present, no captured signing key may be missing, and the registration flow
 * must return no expiry. A registration that requires verification by a test event never qualifies.
 */
export const maySuffice = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  data: Record<string, unknown>
): Promise<boolean> => {
  const { versionId, eventFlowId, registration, deregistration, renewal, probe } = row.terms
  if (probe !== undefined || registration === null || deregistration === null) return false
  const loadedRevision = await context.loadedRevisions.of(versionId, null).catch(() => null)
  if (loadedRevision === null) return false
  const docOf = (flowId: string | undefined) =>
    loadedRevision.snapshot.flows.find(({ id }) => id === flowId)?.doc
  const registers = docOf(registration.flowId)
  if (registers === undefined || returnsExpiry(registers, context.specs)) return false
  const sources = keySourcesOf(receivingOf(context.specs, loadedRevision.snapshot, eventFlowId)).map(
    ({ source }) => source
  )
  if (row.capturedSealed === null && sources.some(({ from }) => from === 'captured')) return false
  const keys = sources.flatMap(source => (source.from === 'registration' ? [source.path.split('.')] : []))
  const flows = [docOf(deregistration.flowId), docOf(renewal?.flowId)]
  const paths = [...keys, ...flows.flatMap(doc => (doc === undefined ? [] : dataPathsOf(doc)))]
  return paths.every(path => (valueAt(data, path) ?? '') !== '')
}
