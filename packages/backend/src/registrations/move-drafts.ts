import { summarize } from '@hookwright/model'
import { createUseComparer } from '../revisions/compare-uses.ts'
import { type ConnectorUse, connectorUsesOf } from '../revisions/connector-uses.ts'
import { moveCards } from './move-cards.ts'
import type { PreparedUpgrade } from './plan-upgrade.ts'
import type { RegistrationContext } from './registration-context.ts'

/**
 * Returns true if a draft card should move to the new version together with the running card. It must use the
 * version that runs, and an action card must not break by the move.
 */
const follows = async (
  { loadedRevisions, specs }: RegistrationContext,
  used: ConnectorUse,
  { uses, to }: PreparedUpgrade
): Promise<boolean> => {
  const { of, card, use } = used
  const isAsItRuns = uses.some(
    ran => ran.of === of && ran.card.id === card.id && ran.use.versionId === use.versionId
  )
  if (!isAsItRuns || of === 'event') return isAsItRuns
  const from = await loadedRevisions.version(use.versionId).catch(() => null)
  return summarize(createUseComparer(specs)(used, from?.snapshot, to.snapshot)).change !== 'breaking'
}

/**
 * Moves draft cards of a flow and its helper flows to the new version. Includes only cards that use the same
 * version as the running ones. Other changes in the drafts are kept.
 */
export const moveDrafts = async (context: RegistrationContext, prepared: PreparedUpgrade): Promise<void> => {
  const { store, specs, effects } = context
  const { before, snapshot, to } = prepared
  const ran = new Map([before.flow, ...before.helpers].map(({ id, doc }) => [id, doc]))
  for (const { id, doc: moved } of [snapshot.flow, ...snapshot.helpers]) {
    const draft = moved === ran.get(id) ? null : await store.flows.find(id)
    if (draft === null) continue
    const following: ConnectorUse[] = []
    for (const used of connectorUsesOf(draft.doc, [], specs)) {
      if (await follows(context, used, prepared)) following.push(used)
    }
    const doc = moveCards(draft.doc, following, to, specs)
    if (doc === draft.doc) continue
    const { name, description, active, saveAll, draftNo } = draft
    const save = { name, description, active, saveAll, doc }
    await store.flows.save(id, save, { baseDraft: draftNo, at: effects.clock() })
  }
}
