import type { CardId, Id, OneEdit } from '@hookwright/model'
import { Button, lazyPart, Notice, useLazyLayer } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { change } from '../../../features/canvas/commands/announce.ts'
import { goToCard } from '../../../features/canvas/commands/choose.ts'
import { type ActionsPlan, planActions } from '../../../features/canvas/commands/plan-actions.ts'
import type { OfferedActions } from '../../../features/canvas/offered-action.ts'
import type { DeployedAction } from '../../../features/canvas/open-user-flow-query.ts'
import { useCanvas, useDrawing } from '../../../features/canvas/use-canvas.tsx'
import { useUpgradeOffers, useUpgradePlan } from '../../upgrades/use-upgrades.ts'
import {
  editsOfPresent,
  isCoveredByUpgrade,
  type OtherVersions,
  otherVersionsOf,
  versionBefore
} from './other-versions.ts'

const lazyPlan = lazyPart(() => import('./use-version-dialog.tsx'))

/**
 * Version of a connector's actions before the draft changed to another one. `back` are the edits that restore
 * it.
 */
interface VersionBefore {
  connectorId: Id
  connectorName: string
  /** Previous version number; null if the cards used several versions. */
  from: number | null
  to: number
  back: OneEdit[]
  cards: CardId[]
}

/** Moves the focus from a removed notice to the first of its cards that still exists. */
const goToFirst = (canvas: Canvas, cards: readonly CardId[]): void => {
  const present = canvas.drawing.getState().cards
  const first = cards.find(card => present.has(card))
  if (first !== undefined) goToCard(canvas, first)
}

const OtherVersion = ({
  flowId,
  found,
  isOffered,
  onUsed
}: {
  flowId: Id
  found: OtherVersions
  /**
   * True if an upgrade of the flow is offered. The upgrade's notice replaces this one, unless the upgrade is
   * impossible.
   */
  isOffered: boolean
  onUsed: (before: VersionBefore) => void
}) => {
  const canvas = useCanvas()
  const { connectorId, connectorName, to, cards } = found
  const { data: upgrade } = useUpgradePlan(connectorId, flowId, isOffered)
  const [plan, setPlan] = useState<ActionsPlan | null>(null)
  const dialog = useLazyLayer(lazyPlan, plan !== null)
  const [first] = cards
  const from = versionBefore(cards)
  const name = useDrawing(drawing => (first && drawing.cards.get(first.card)?.name) ?? '')
  const isBack = cards.every(card => card.from > to)
  const use = ({ edits, back }: ActionsPlan): void => {
    setPlan(null)
    if (!change(canvas, `use version ${to} of ${connectorName}`, { kind: 'all', edits })) return
    const ids = cards.map(({ card }) => card)
    onUsed({ connectorId, connectorName, from, to, back, cards: ids })
    goToFirst(canvas, ids)
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
          dropped={plan.dropped}
          onUse={() => use(plan)}
          onClose={() => setPlan(null)}
        />
      )}
    </>
  )
}

/** Notice that a draft now uses another version of a connector's actions, with a button to go back. */
const BackToVersion = ({ before, onDone }: { before: VersionBefore; onDone: () => void }) => {
  const canvas = useCanvas()
  const { connectorName, from, to, back, cards } = before
  const done = (): void => {
    onDone()
    goToFirst(canvas, cards)
  }
  const goBack = (): void => {
    const label =
      from === null ? `undo the update of ${connectorName}` : `go back to version ${from} of ${connectorName}`
    const edits = editsOfPresent(back, canvas.drawing.getState().flow.cards)
    if (change(canvas, label, { kind: 'all', edits })) done()
  }
  return (
    <Notice
      tone="info"
      className="rounded-none"
      action={
        <span className="flex flex-wrap gap-2">
          <Button size="card" look="quiet" onClick={done}>
            Keep version {to}
          </Button>
          <Button size="card" onClick={goBack}>
            {from === null ? 'Undo the update' : `Back to version ${from}`}
          </Button>
        </span>
      }
    >
      The draft uses version {to} of {connectorName} now.
    </Notice>
  )
}

/**
 * Notices of other deployed versions of a flow's actions, one per connector. If the active flow can be
 * upgraded, the upgrade notice is shown instead.
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
  const isUndone = found.some(({ connectorId }) => connectorId === before?.connectorId)
  const used = !isUndone && before?.cards.some(card => card in cards) ? before : null
  return (
    <>
      {used !== null && <BackToVersion before={used} onDone={() => setBefore(null)} />}
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
