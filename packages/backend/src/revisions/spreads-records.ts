import { deployedKeyOf, type Specs } from '@hookwright/engine'
import { type Id, startCardOf } from '@hookwright/model'
import type { LoadedRevision } from './loaded-revisions.ts'

/** Returns true when a user's flow runs each record by itself: its event gives a list and its card asks for it. */
export const spreadsRecords = (
  { version, events, revision }: Pick<LoadedRevision, 'version' | 'events' | 'revision'>,
  eventFlowId: Id,
  specs: Specs
): boolean => {
  const start = revision && startCardOf(revision.flow.doc)
  const use = start && specs.get(start.type)?.listens(start.config)
  return events.get(deployedKeyOf(version.id, eventFlowId))?.runMode === true && use?.runMode === 'each'
}
