import { type CardSpec, deployedKeyOf, type Specs } from '@hookwright/engine'
import {
  type Card,
  type Flow,
  type Id,
  type Revision,
  type RevisionSnapshot,
  startCardOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { LoadedRevision } from './loaded-revisions.ts'

/** Stored revision with its start card. */
export interface StartOfRevision {
  revision: Revision
  snapshot: RevisionSnapshot
  start: Card
  spec: CardSpec
}

/** Returns a revision with its start card. `null` if the revision is missing or has no known start card. */
export const startOfRevision = async (
  { store, specs }: { store: Pick<Store, 'subscriptions'>; specs: Specs },
  revisionId: Id
): Promise<StartOfRevision | null> => {
  const found = await store.subscriptions.revision(revisionId)
  const start = found && startCardOf(found.snapshot.flow.doc)
  const spec = start && specs.get(start.type)
  return found && start && spec ? { ...found, start, spec } : null
}

/**
 * Returns the maximum number of concurrent runs that a user's start card sets. `null` if there is no limit.
 */
export const runLimitOf = (specs: Specs, doc: Flow): number | null => {
  const start = startCardOf(doc)
  const use = start && specs.get(start.type)?.listens(start.config)
  return use?.atOnce ?? null
}

/**
 * Returns true if a user's flow runs each record separately: its event returns a list, and its start card has
 * the Run mode for records.
 */
export const spreadsRecords = (
  { version, events, revision }: Pick<LoadedRevision, 'version' | 'events' | 'revision'>,
  eventFlowId: Id,
  specs: Specs
): boolean => {
  const start = revision && startCardOf(revision.flow.doc)
  const use = start && specs.get(start.type)?.listens(start.config)
  return events.get(deployedKeyOf(version.id, eventFlowId))?.runMode === true && use?.runMode === 'each'
}
