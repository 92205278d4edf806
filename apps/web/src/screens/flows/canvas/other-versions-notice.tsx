import type { Id, OneEdit } from '@hookwright/model'
import { Button, late, Notice, useLateLayer } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import { change } from '../../../features/canvas/commands/announce.ts'
import { type ActionsPlan, planActions } from '../../../features/canvas/commands/replace-action.ts'
import type { OfferedActions } from '../../../features/canvas/offered-action.ts'
import type { DeployedAction } from '../../../features/canvas/open-user-flow-query.ts'
import { useCanvas, useDrawing } from '../../../features/canvas/use-canvas.tsx'
import { useUpgradeOffers, useUpgradePlan } from '../../upgrades/use-upgrades.ts'
import { isCoveredByUpgrade, type OtherVersions, otherVersionsOf } from './other-versions.ts'

const latePlan = late(() => import('./use-version-dialog.tsx'))

/** Version that actions of a draft had before this page changed it, and the way back to it. */
interface VersionBefore {
  connectorId: Id
  connectorName: string
  from: number
  to: number
  back: OneEdit[]
}

const OtherVersion = ({
  flowId,
  found,
  isOffered,
  onUsed
}: {
  flowId: Id
  found: OtherVersions
  /** True when an upgrade of the flow is offered, whose own notice replaces this one unless it is impossible. */
  isOffered: boolean
  onUsed: (before: VersionBefore) => void
}) => {
  const canvas = useCanvas()
  const { connectorId, connectorName, to, cards } = found
  const { data: upgrade } = useUpgradePlan(connectorId, flowId, isOffered)
  const [plan, setPlan] = useState<ActionsPlan | null>(null)
  const dialog = useLateLayer(latePlan, plan !== null)
  const [first] = cards
  const from = first?.from ?? to
  const name = useDrawing(drawing => (first && drawing.cards.get(first.card)?.name) ?? '')
  const isBack = cards.every(card => card.from > to)
  const use = ({ edits, back }: ActionsPlan): void => {
    setPlan(null)
    if (change(canvas, `use version ${to} of ${connectorName}`, { kind: 'all', edits }))
      onUsed({ connectorId, connectorName, from, to, back })
  }
  if (isCoveredByUpgrade(isOffered, upgrade)) return null
  const label = cards.length === 1 ? 'Update card' : `Update ${cards.length} cards`
  return (
    <>
      <Notice
        tone="info"
        className="rounded-none"
        action={
          <Button
            size="card"
            aria-haspopup="dialog"
            onClick={() => void planActions(canvas, cards).then(setPlan)}
          >
            {isBack ? `Use version ${to}` : label}
          </Button>
        }
      >
        Version {to} of {connectorName} is deployed{isBack && ' again'}.{' '}
        {cards.length === 1
          ? `The card “${name}” still uses version ${from}.`
          : `${cards.length} cards still use another version.`}
      </Notice>
      {dialog && plan !== null && (
        <dialog.UseVersionDialog
          connectorName={connectorName}
          from={from}
          to={to}
          problems={plan.problems}
          onUse={() => use(plan)}
          onClose={() => setPlan(null)}
        />
      )}
    </>
  )
}

/** Notice that a draft uses another version of a connector's actions now, with the way back. */
const BackToVersion = ({ before, onDone }: { before: VersionBefore; onDone: () => void }) => {
  const canvas = useCanvas()
  const { connectorName, from, to, back } = before
  const goBack = (): void => {
    if (change(canvas, `go back to version ${from} of ${connectorName}`, { kind: 'all', edits: back }))
      onDone()
  }
  return (
    <Notice
      tone="info"
      className="rounded-none"
      action={
        <span className="flex flex-wrap gap-2">
          <Button size="card" look="quiet" onClick={onDone}>
            Keep version {to}
          </Button>
          <Button size="card" onClick={goBack}>
            Back to version {from}
          </Button>
        </span>
      }
    >
      The draft uses version {to} of {connectorName} now.
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
  const [before, setBefore] = useState<VersionBefore | null>(null)
  const isOffered = (connectorId: Id): boolean =>
    upgrades?.offers.some(offer => offer.connectorId === connectorId) ?? false
  // Undo has led back already where the connector has another version again.
  const isUsed = before !== null && !found.some(({ connectorId }) => connectorId === before.connectorId)
  return (
    <>
      {isUsed && <BackToVersion before={before} onDone={() => setBefore(null)} />}
      {found.map(each => (
        <OtherVersion
          key={each.connectorId}
          flowId={flowId}
          found={each}
          isOffered={isOffered(each.connectorId)}
          onUsed={setBefore}
        />
      ))}
    </>
  )
}
