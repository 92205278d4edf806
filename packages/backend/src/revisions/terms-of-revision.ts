import { type Catalog, readSlots, type Specs } from '@hookwright/engine'
import { type Card, Fault, type Flow, type Id, type Json, type SubscriptionTerms } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { LoadedRevision, LoadedRevisions } from './loaded-revisions.ts'
import { catalogOfUser } from './prepare-version.ts'
import { startOfRevision } from './start-of-revision.ts'

/** Converts input values to the type `Json`. They come from literals and options, so nothing is lost. */
const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/**
 * Returns the option values that a start card sets for its event. Throws `card.input-type`,
 * `card.input-missing`.
 */
export const optionsOf = (specs: Specs, flow: Flow, start: Card, catalog: Catalog): Record<string, Json> =>
  asJson(readSlots({ flow, cardId: start.id, prefix: '', inner: {}, specs, catalog }))

/** Subscription terms that a revision's start card defines. */
export type RevisionTerms = Pick<SubscriptionTerms, 'versionId' | 'eventFlowId' | 'connectionId' | 'options'>

/**
 * Reads the terms of a revision from its start card. Throws `flow.gone`, `version.gone`, `card.input-type`,
 * `card.input-missing`.
 */
export const termsOfRevision = async (
  {
    store,
    specs,
    loadedRevisions
  }: { store: Pick<Store, 'subscriptions'>; specs: Specs; loadedRevisions: LoadedRevisions },
  revisionId: Id
): Promise<{ loadedRevision: LoadedRevision; terms: RevisionTerms }> => {
  const found = await startOfRevision({ store, specs }, revisionId)
  const use = found?.spec.listens(found.start.config)
  if (!found || !use) throw new Fault('flow.gone')
  const { flow, helpers } = found.snapshot
  const { versionId, eventFlowId, connectionId } = use
  const loadedRevision = await loadedRevisions.of(versionId, revisionId)
  const catalog = catalogOfUser([flow, ...helpers], loadedRevision, specs)
  const options = optionsOf(specs, flow.doc, found.start, catalog)
  return { loadedRevision, terms: { versionId, eventFlowId, connectionId, options } }
}
