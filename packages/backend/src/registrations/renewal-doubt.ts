import { type CleanupEntry, Fault, type FaultData, type Millis } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { openEntry, type RegistrationContext } from './registration-context.ts'
import { returnsData } from './registration-data.ts'

/**
 * Cleanup entry for another registration that a renewal in doubt may have made. Null where the renewal flow returns no
 * Registration Data: such a renewal goes on under the same id.
 */
export const entryOfRenewal = async (
  desk: RegistrationContext,
  row: SubscriptionRow,
  why: FaultData | null,
  at: Millis
): Promise<CleanupEntry | null> => {
  const { renewal, versionId } = row.terms
  if (renewal === undefined) return null
  const reach = await desk.reaches.of(versionId, null).catch(() => null)
  const flow = reach?.snapshot.flows.find(({ id }) => id === renewal.flowId)
  if (flow !== undefined && !returnsData(flow.doc, desk.specs)) return null
  const fault = new Fault('renewal.may-exist', { why: why?.message ?? '' }).toData()
  return openEntry(desk, row, fault, at)
}
