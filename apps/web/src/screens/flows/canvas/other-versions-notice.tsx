import type { Id } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { useMemo } from 'react'
import { replaceAction } from '../../../features/canvas/commands/replace-action.ts'
import type { OfferedActions } from '../../../features/canvas/offered-action.ts'
import type { DeployedAction } from '../../../features/canvas/open-user-flow-query.ts'
import { useCanvas, useDrawing } from '../../../features/canvas/use-canvas.tsx'
import { useUpgradeOffers, useUpgradePlan } from '../../upgrades/use-upgrades.ts'
import { isCoveredByUpgrade, type OtherVersions, otherVersionsOf } from './other-versions.ts'

const OtherVersion = ({
  flowId,
  found,
  isOffered
}: {
  flowId: Id
  found: OtherVersions
  /** True when an upgrade of the flow is offered, whose own notice replaces this one unless it is impossible. */
  isOffered: boolean
}) => {
  const canvas = useCanvas()
  const { connectorId, connectorName, to, cards } = found
  const { data: plan } = useUpgradePlan(connectorId, flowId, isOffered)
  const [first] = cards
  const name = useDrawing(drawing => (first && drawing.cards.get(first.card)?.name) ?? '')
  const isBack = cards.every(({ from }) => from > to)
  const update = async (): Promise<void> => {
    for (const { card, action } of cards) await replaceAction(canvas, card, action)
  }
  if (isCoveredByUpgrade(isOffered, plan)) return null
  const label = cards.length === 1 ? 'Update card' : `Update ${cards.length} cards`
  return (
    <Notice
      tone="info"
      className="rounded-none"
      action={
        <Button size="card" onClick={() => void update()}>
          {isBack ? `Use version ${to}` : label}
        </Button>
      }
    >
      Version {to} of {connectorName} is deployed{isBack && ' again'}.{' '}
      {cards.length === 1
        ? `The card “${name}” still uses version ${first?.from}.`
        : `${cards.length} cards still use another version.`}
    </Notice>
  )
}

/**
 * Notices of other deployed versions of the actions in use, one per connector. A possible upgrade of the active flow
 * replaces them with its own notice.
 */
export const OtherVersionsNotice = ({
  flowId,
  offered,
  known
}: {
  flowId: Id
  offered: readonly OfferedActions[]
  known: readonly DeployedAction[]
}) => {
  const { specs } = useCanvas()
  const { data: upgrades } = useUpgradeOffers(flowId)
  const cards = useDrawing(drawing => drawing.flow.cards)
  const found = useMemo(
    () => otherVersionsOf(Object.values(cards), { specs, offered, known }),
    [cards, specs, offered, known]
  )
  const isOffered = (connectorId: Id): boolean =>
    upgrades?.offers.some(offer => offer.connectorId === connectorId) ?? false
  return found.map(each => (
    <OtherVersion
      key={each.connectorId}
      flowId={flowId}
      found={each}
      isOffered={isOffered(each.connectorId)}
    />
  ))
}
