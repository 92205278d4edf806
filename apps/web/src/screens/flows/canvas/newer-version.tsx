import { type Connection, type Id, startCardOf } from '@hookwright/model'
import { Button, lazyPart, Notice, useLazyLayer } from '@hookwright/ui'
import { useState } from 'react'
import { goToCard } from '../../../features/canvas/commands/choose.ts'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { useUpgradeOffers, useUpgradePlan } from '../../upgrades/use-upgrades.ts'
import { addDeployedEvent } from './add-deployed-event.ts'
import { isCoveredByUpgrade } from './other-versions.ts'
import { type EventPlan, planEvent, withEvent } from './plan-event.ts'
import { keepVersionBefore, readVersionBefore } from './version-before.ts'

const lazyPlan = lazyPart(() => import('./use-version-dialog.tsx'))

/** Returns the same event in a newer version, or null. */
const newerOf = (events: OfferedEvent[], event: OfferedEvent | null): OfferedEvent | null =>
  events.find(
    other => other.eventFlowId === event?.eventFlowId && other.versionNumber > event.versionNumber
  ) ?? null

/**
 * Notice of a newer deployed version of the event, with a button to use it. Settings are kept. If an active
 * flow without draft changes can be upgraded, the upgrade notice is shown instead.
 */
export const NewerVersion = ({
  flowId,
  event,
  events,
  connections
}: {
  flowId: Id
  event: OfferedEvent | null
  events: OfferedEvent[]
  connections: Connection[]
}) => {
  const canvas = useCanvas()
  const { data: upgrades } = useUpgradeOffers(flowId)
  const newer = newerOf(events, event)
  const isOffered =
    upgrades?.offers.some(
      ({ connectorId, from }) => connectorId === event?.connectorId && from === event.versionNumber
    ) ?? false
  const { data: upgrade } = useUpgradePlan(event?.connectorId ?? '', flowId, isOffered)
  const [plan, setPlan] = useState<EventPlan | null>(null)
  const [before, setBefore] = useState(() => readVersionBefore(flowId))
  const dialog = useLazyLayer(lazyPlan, plan !== null)

  const keep = (version: OfferedEvent | null): void => {
    keepVersionBefore(flowId, version)
    setBefore(version)
  }
  const goBack = (version: OfferedEvent): void => {
    canvas.setCatalog(withEvent(canvas.catalog(), version))
    addDeployedEvent(canvas, version, connections)
    keep(null)
  }
  const keepNow = (): void => {
    keep(null)
    // The button that had the focus is gone.
    const start = startCardOf(canvas.drawing.getState().flow)
    if (start !== undefined) goToCard(canvas, start.id)
  }
  if (event === null) return null
  const isBefore = before?.eventFlowId === event.eventFlowId && before.versionNumber < event.versionNumber
  if (newer === null && before !== null && isBefore)
    return (
      <Notice
        tone="info"
        className="rounded-none"
        action={
          <span className="flex flex-wrap gap-2">
            <Button size="card" look="quiet" onClick={keepNow}>
              Keep version {event.versionNumber}
            </Button>
            <Button size="card" onClick={() => goBack(before)}>
              Back to version {before.versionNumber}
            </Button>
          </span>
        }
      >
        The draft uses version {event.versionNumber} of {event.connectorName} now.
      </Notice>
    )
  if (newer === null) return null
  if (isCoveredByUpgrade(isOffered, upgrade)) return null
  const use = (): void => {
    keep(event)
    setPlan(null)
    addDeployedEvent(canvas, newer, connections)
  }
  return (
    <>
      <Notice
        tone="info"
        className="rounded-none"
        action={
          <Button
            size="card"
            aria-haspopup="dialog"
            onClick={() => setPlan(planEvent(canvas, newer, connections))}
          >
            {isOffered
              ? `Use version ${newer.versionNumber} in the draft`
              : `Use version ${newer.versionNumber}`}
          </Button>
        }
      >
        {isOffered
          ? `The flow cannot be upgraded to version ${newer.versionNumber} while it runs. Use that version in the draft, fix its problems, then apply the changes.`
          : `Version ${newer.versionNumber} of ${newer.connectorName} is deployed. This flow still uses version ${event.versionNumber}.`}
      </Notice>
      {dialog && plan !== null && (
        <dialog.UseVersionDialog
          connectorName={newer.connectorName}
          from={event.versionNumber}
          to={newer.versionNumber}
          problems={plan.problems}
          dropped={plan.dropped}
          onUse={use}
          onClose={() => setPlan(null)}
        />
      )}
    </>
  )
}
