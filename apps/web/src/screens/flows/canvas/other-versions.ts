import type { Specs } from '@hookwright/engine'
import type { Card, CardId, Id, OneEdit } from '@hookwright/model'
import {
  actionsOfConnector,
  type OfferedAction,
  type OfferedActions
} from '../../../features/canvas/offered-action.ts'
import type { DeployedAction } from '../../../features/canvas/open-user-flow-query.ts'

/** Card that uses version `from` of an action. `action` is the same action in the deployed version. */
export interface CardAtOtherVersion {
  card: CardId
  from: number
  action: OfferedAction
}

/**
 * Cards of one connector that do not use its deployed version. The deployed version is newer, or older after
 * a rollback.
 */
export interface OtherVersions {
  connectorId: Id
  connectorName: string
  to: number
  cards: CardAtOtherVersion[]
}

/** Returns the cards that do not use the deployed version of their connector, by connector. */
export const otherVersionsOf = (
  cards: Iterable<Card>,
  params: {
    specs: Specs
    offered: readonly OfferedActions[]
    /** Actions of the cards, with their version numbers. */
    known: readonly Pick<DeployedAction, 'versionId' | 'versionNumber'>[]
  }
): OtherVersions[] => {
  const { specs, offered, known } = params
  const numbers = new Map(known.map(({ versionId, versionNumber }) => [versionId, versionNumber]))
  const uses = [...cards].flatMap(({ id, type, config }) => {
    const use = specs.get(type)?.acts(config) ?? null
    return use === null ? [] : [{ ...use, card: id }]
  })
  return offered.flatMap((connector): OtherVersions[] => {
    const { connectorId, connectorName, versionNumber: to } = connector
    const actions = new Map(actionsOfConnector(connector).map(action => [action.flowId, action]))
    const others = uses.flatMap((use): CardAtOtherVersion[] => {
      const from = numbers.get(use.versionId)
      const action = use.connectorId === connectorId ? actions.get(use.actionFlowId) : undefined
      return action === undefined || from === undefined || from === to
        ? []
        : [{ card: use.card, from, action }]
    })
    return others.length === 0 ? [] : [{ connectorId, connectorName, to, cards: others }]
  })
}

/** Returns the version that all cards use; null if they use several versions. */
export const versionBefore = (cards: readonly Pick<CardAtOtherVersion, 'from'>[]): number | null => {
  const [first, ...more] = new Set(cards.map(({ from }) => from))
  return first === undefined || more.length > 0 ? null : first
}

/** Returns those of the edits whose card is still in the flow. Inserts are always included. */
export const editsOfPresent = (
  edits: readonly OneEdit[],
  cards: Readonly<Record<CardId, unknown>>
): OneEdit[] => edits.filter(edit => edit.kind === 'insert' || edit.card in cards)

/**
 * Returns true if the notice of an upgrade is shown, so that the notice of another version is hidden.
 *
 * False if the upgrade would break the flow; then the draft must use the new version first.
 */
export const isCoveredByUpgrade = (
  isOffered: boolean,
  plan: { flows: readonly { does: 're-register' | 'in-place' | 'lost' }[] } | undefined
): boolean => isOffered && plan?.flows[0]?.does !== 'lost'
