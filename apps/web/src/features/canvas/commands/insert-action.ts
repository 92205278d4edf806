import { freshActionCard } from '@hookwright/cards/views'
import { type ActionUse, deployedKeyOf } from '@hookwright/engine'
import type { CardId, Id, Target } from '@hookwright/model'
import { faultOf } from '../../../kit/api/fault-of.ts'
import type { Canvas } from '../canvas.ts'
import type { OfferedAction } from '../offered-action.ts'
import type { DeployedAction } from '../open-user-flow-query.ts'
import { insertFresh } from './insert-card.ts'

/** Loads actions into the flow's catalog unless they are already there. Deleted actions are left out. */
export const preloadActions = async (
  canvas: Canvas,
  uses: Pick<ActionUse, 'versionId' | 'actionFlowId'>[]
): Promise<void> => {
  const { actions: source } = canvas
  if (source === null) return
  const keyOf = (use: Pick<ActionUse, 'versionId' | 'actionFlowId'>): string =>
    deployedKeyOf(use.versionId, use.actionFlowId)
  const missing = new Map(
    uses.filter(use => !canvas.catalog().actions.has(keyOf(use))).map(use => [keyOf(use), use])
  )
  if (missing.size === 0) return
  const loaded = await Promise.allSettled([...missing.values()].map(use => source.load(use)))
  const { actions, ...others } = canvas.catalog()
  const found = loaded.flatMap(each =>
    each.status === 'fulfilled' ? [[keyOf(each.value), each.value.signature] as const] : []
  )
  canvas.setCatalog({ ...others, actions: new Map([...actions, ...found]) })
}

/** Loads an action for a card. On failure shows the reason and returns null. */
export const loadAction = async (
  canvas: Canvas,
  { connector: { versionId }, flowId }: OfferedAction
): Promise<DeployedAction | null> => {
  const { actions: source } = canvas
  if (source === null) return null
  const use = { versionId, actionFlowId: flowId }
  try {
    const action = await source.load(use)
    await preloadActions(canvas, [use])
    return action
  } catch (thrown) {
    canvas.toast({ say: faultOf(thrown).message, tone: 'err' })
    return null
  }
}

/** Returns the connection for a new card if its connector has exactly one; otherwise null. */
export const defaultConnection = (canvas: Canvas, { connectorId, signature }: DeployedAction): Id | null =>
  signature.needsConnection ? (canvas.actions?.connectionFor(connectorId) ?? null) : null

/**
 * Inserts a card that runs an action, at a target or after the selected card. Resolves to its id, or null on
 * failure.
 */
export const insertAction = async (
  canvas: Canvas,
  offered: OfferedAction,
  target: Target | null
): Promise<CardId | null> => {
  const action = await loadAction(canvas, offered)
  if (action === null) return null
  const { connectorId, versionId, signature } = action
  const card = freshActionCard({
    id: canvas.newId(),
    action: signature,
    connectorId,
    versionId,
    connectionId: defaultConnection(canvas, action)
  })
  const spec = canvas.specs.get(card.type)
  if (spec === undefined) return null
  return insertFresh(canvas, { card, spec, name: offered.name }, target)
}
