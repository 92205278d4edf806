import { deployedKeyOf, moveActionCard, moveEventCard, type Specs } from '@hookwright/engine'
import type { Card, Flow } from '@hookwright/model'
import type { ConnectorUse } from '../revisions/connector-uses.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'

/** Connector version to which cards are moved, with its events and actions. */
export type TargetVersion = Pick<LoadedRevision, 'version' | 'snapshot' | 'events' | 'actions'>

const movedCard = (used: ConnectorUse, { version, events, actions }: TargetVersion, specs: Specs): Card => {
  const { card } = used
  const versionId = version.id
  if (used.of === 'event') {
    const event = events.get(deployedKeyOf(versionId, used.use.eventFlowId))
    return event === undefined ? card : moveEventCard(card, versionId, event)
  }
  const action = actions.get(deployedKeyOf(versionId, used.use.actionFlowId))
  return action === undefined ? card : moveActionCard(card, versionId, action, specs)
}

/**
 * Moves the cards of these connector uses to another version. A card stays unchanged if the version lacks its
 * event or action.
 */
export const moveCards = (doc: Flow, uses: ConnectorUse[], to: TargetVersion, specs: Specs): Flow => {
  const moved = uses.filter(used => used.doc === doc).map(used => movedCard(used, to, specs))
  if (moved.length === 0) return doc
  return { ...doc, cards: { ...doc.cards, ...Object.fromEntries(moved.map(card => [card.id, card])) } }
}
