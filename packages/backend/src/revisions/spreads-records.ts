import { eventKeyOf, type Specs } from '@hookwright/engine'
import { type Id, startCardOf } from '@hookwright/model'
import type { LoadedRevision } from './loaded-revisions.ts'

/** Whether a flow of a user runs each record of its event by itself: the event gives a list, and its card asks for it. */
export const spreadsRecords = (
  { version, events, revision }: Pick<LoadedRevision, 'version' | 'events' | 'revision'>,
  eventFlowId: Id,
  specs: Specs
): boolean => {
  const start = revision && startCardOf(revision.flow.doc)
  const use = start && specs.get(start.type)?.listens(start.config)
  return events.get(eventKeyOf(version.id, eventFlowId))?.runMode === true && use?.runMode === 'each'
}
