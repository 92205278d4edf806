import { keySourcesOf, valueAt } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { receivingOf } from '../revisions/receiving-of.ts'
import type { RegistrationContext } from './registration-context.ts'
import { dataPathsOf, returnsExpiry } from './registration-data.ts'

/**
 * Whether a registration that a service lists can be used with what its list says of it: everything that is read from
 * Registration Data is there, no key had to be captured that was not, and it does not end at a time that nobody knows.
 * One that is to be proven by a test event never is.
 */
export const maySuffice = async (
  desk: RegistrationContext,
  row: SubscriptionRow,
  data: Record<string, unknown>
): Promise<boolean> => {
  const { versionId, eventFlowId, registration, deregistration, renewal, probe } = row.terms
  if (probe !== undefined || registration === null || deregistration === null) return false
  const reach = await desk.reaches.of(versionId, null).catch(() => null)
  if (reach === null) return false
  const docOf = (flowId: string | undefined) => reach.snapshot.flows.find(({ id }) => id === flowId)?.doc
  const registers = docOf(registration.flowId)
  if (registers === undefined || returnsExpiry(registers, desk.specs)) return false
  const sources = keySourcesOf(receivingOf(desk.specs, reach.snapshot, eventFlowId)).map(
    ({ source }) => source
  )
  if (row.capturedSealed === null && sources.some(({ from }) => from === 'captured')) return false
  const keys = sources.flatMap(source => (source.from === 'registration' ? [source.path.split('.')] : []))
  const flows = [docOf(deregistration.flowId), docOf(renewal?.flowId)]
  const paths = [...keys, ...flows.flatMap(doc => (doc === undefined ? [] : dataPathsOf(doc)))]
  return paths.every(path => (valueAt(data, path) ?? '') !== '')
}
