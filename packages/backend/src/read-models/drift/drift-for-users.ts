import { type DriftFinding, isDrifting, keyOfDrift } from '@hookwright/model'
import type { EventOfVersion, Store } from '@hookwright/store'

/** Returns drift in this version that users of the event notice. New places and ignored findings are left out. */
export const driftForUsers = async (
  { drift }: Pick<Store, 'drift'>,
  { versionId, eventFlowId }: EventOfVersion
): Promise<DriftFinding[]> => {
  const kept = (await drift.ofEvent(eventFlowId)).find(each => each.versionId === versionId)
  const ignored = new Set((await drift.ignored(eventFlowId)).map(({ key }) => key))
  return (kept?.drift.findings ?? []).filter(
    finding => finding.kind !== 'new' && isDrifting(finding) && !ignored.has(keyOfDrift(finding))
  )
}
