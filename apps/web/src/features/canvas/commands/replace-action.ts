import { freshActionCard } from '@hookwright/cards/views'
import { type Card, type CardId, CUSTOM_API_ACTION, ERROR_POLICY, type OneEdit } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import type { OfferedAction } from '../offered-action.ts'
import type { DeployedAction } from '../open-user-flow-query.ts'
import { change } from './announce.ts'
import { goToCard } from './choose.ts'
import { defaultConnection, loadAction } from './insert-action.ts'

/** Keys in the config of an action's card under which the user's choices are stored. */
const CHOSEN = ['added', 'selected']

/**
 * Returns the card switched to another action. It keeps the connection if it fits, and the values of inputs
 * that the new action also has.
 */
const cardFor = (canvas: Canvas, card: Card, action: DeployedAction): Card => {
  const { connectorId, versionId, signature } = action
  const before = canvas.specs.get(card.type)?.acts(card.config) ?? null
  const current = before?.connectorId === connectorId ? before.connectionId : null
  const fresh = freshActionCard({
    id: card.id,
    action: signature,
    connectorId,
    versionId,
    connectionId: signature.needsConnection ? (current ?? defaultConnection(canvas, action)) : null
  })
  const isSame = before?.actionFlowId === signature.id
  const { connectionId } = fresh.config
  // The request is the user's own, whatever the version.
  if (isSame && signature.id === CUSTOM_API_ACTION)
    return { ...card, config: { ...card.config, connectorId, versionId, connectionId: connectionId ?? null } }
  const chosen = Object.entries(card.config).filter(
    ([key]) => key === ERROR_POLICY || (isSame && CHOSEN.includes(key))
  )
  const config = { ...fresh.config, ...Object.fromEntries(chosen) }
  const ports = canvas.specs.get(card.type)?.ports(config, canvas.catalog())?.inputs ?? []
  const inputs = Object.fromEntries(
    ports.flatMap(({ id }) => {
      const binding = card.inputs[id] ?? fresh.inputs[id]
      return binding === undefined ? [] : [[id, binding]]
    })
  )
  return { ...fresh, config, inputs }
}

/** Returns the edits that turn a card into another card with the same id. */
export const editsTo = (card: Card, next: Card): OneEdit[] => [
  { kind: 'configure', card: card.id, config: next.config },
  ...(card.title === next.title
    ? []
    : [{ kind: 'rename', card: card.id, title: next.title ?? null } satisfies OneEdit]),
  ...[...new Set([...Object.keys(card.inputs), ...Object.keys(next.inputs)])].map(
    (field): OneEdit => ({ kind: 'bind', card: card.id, field, binding: next.inputs[field] ?? null })
  )
]

/** Returns the edits that change the action of a card. Empty for a missing card. */
export const editsFor = (canvas: Canvas, id: CardId, action: DeployedAction): OneEdit[] => {
  const card = canvas.drawing.getState().flow.cards[id]
  if (card === undefined) return []
  const before = canvas.specs.get(card.type)?.acts(card.config) ?? null
  const known = before && canvas.catalog().actions.get(`${before.versionId}/${before.actionFlowId}`)
  const { title, ...next } = cardFor(canvas, card, action)
  // A name of the user's own stays.
  const kept = card.title !== undefined && card.title !== known?.name ? card.title : title
  return editsTo(card, { ...next, ...(kept !== undefined && { title: kept }) })
}

/**
 * Changes the action of a card, as one undo step. Mappings of its outputs stay if the new action has these
 * outputs.
 */
export const replaceAction = async (canvas: Canvas, id: CardId, offered: OfferedAction): Promise<void> => {
  const action = await loadAction(canvas, offered)
  if (action === null) return
  const edits = editsFor(canvas, id, action)
  if (edits.length === 0) return
  const name = canvas.drawing.getState().cards.get(id)?.name ?? ''
  if (change(canvas, `choose action “${offered.name}” for “${name}”`, { kind: 'all', edits }))
    goToCard(canvas, id)
}
