import { cardOf, type Flow, type Id, sameJson } from '@hookwright/model'
import { Button, buttonClass, cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Play, Rocket } from 'lucide-react'
import { stateOf } from '../../../kit/actions/action.ts'
import { useAllActions } from '../../../kit/actions/use-actions.tsx'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import { useCanvas, useDrawing, useUiState } from '../use-canvas.tsx'

/** Returns the number of cards that were added to a flow, changed in it or removed from it. */
const countChanges = (before: Flow, now: Flow): number => {
  const ids = new Set([...Object.keys(before.cards), ...Object.keys(now.cards)])
  return [...ids].filter(id => !sameJson(cardOf(before, id) ?? null, cardOf(now, id) ?? null)).length
}

/**
 * Returns true once it is known that the draft of a connector, with the open flow as it is drawn, is its deployed version,
 * and that no newer version waits to be deployed.
 */
const useIsAllDeployed = (connectorId: Id, isSame: boolean): boolean => {
  const trpc = useTrpc()
  const { data: versions } = useQuery(trpc.versions.list.queryOptions({ connectorId }))
  const live = versions?.find(({ status }) => status === 'deployed')
  const enabled = isSame && live !== undefined
  const { data: draft } = useQuery({
    ...trpc.versions.draft.queryOptions({ connectorId }),
    staleTime: 0,
    enabled
  })
  const { data: frozen } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: live?.id ?? '' }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled
  })
  if (!enabled || draft === undefined || frozen === undefined) return false
  return versions?.every(({ number }) => number <= live.number) === true && sameJson(draft, frozen.snapshot)
}

/** Words for the deployed version of the open flow and the changes since; undefined while that is loaded. */
const useVersionText = (connectorId: Id): string | undefined => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  const deployed = useUiState(ui => ui.deployed)
  const flow = useDrawing(drawing => drawing.flow)
  if (deployed !== null) {
    const changes = countChanges(deployed.doc, flow)
    return `v${deployed.number}, ${changes === 0 ? 'no changes' : formatCount(changes, 'changed card')}`
  }
  return versions === undefined || versions.some(({ status }) => status === 'deployed')
    ? undefined
    : 'Not deployed'
}

/** Look of a button that is disabled but says why, when it is pointed at or pressed. */
const refusedClass = 'cursor-not-allowed opacity-50 hover:bg-surface!'

/** Way to the deployment of the connector; renders nothing for a person who is no maker. */
const DeployLink = ({ connectorId, className }: { connectorId: Id; className?: string }) => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  const deployed = useUiState(ui => ui.deployed)
  const flow = useDrawing(drawing => drawing.flow)
  const isMaker = useWhyNotMaker() === null
  const said = useVersionText(connectorId)
  const isAllDeployed = useIsAllDeployed(
    connectorId,
    isMaker && deployed !== null && sameJson(deployed.doc, flow)
  )
  if (!isMaker || versions === undefined) return null
  const icon = <Rocket aria-hidden className="size-4" strokeWidth={1.75} />
  return isAllDeployed ? (
    <Button
      aria-disabled
      title={`Nothing to deploy: the connector has not changed since v${deployed?.number}.`}
      icon={icon}
      className={cx(refusedClass, className)}
    >
      Deploy…
    </Button>
  ) : (
    <Link
      to="/connectors/$connectorId/deployment"
      params={{ connectorId }}
      title={said}
      className={cx(buttonClass(), className)}
    >
      {icon}
      Deploy…
    </Link>
  )
}

/** Deployed version of the open flow with the changes since then, and the way to deploy them. */
export const MakerVersion = ({ connectorId }: { connectorId: Id }) => (
  <span className="flex items-center gap-3 max-md:hidden">
    <span className="tabular text-small whitespace-nowrap text-ink-3 empty:hidden max-[1600px]:hidden">
      {useVersionText(connectorId)}
    </span>
    <DeployLink connectorId={connectorId} />
  </span>
)

/** Button that opens the test of the open flow. Where a flow of its kind cannot be run, it says so when it is pressed. */
const TestButton = ({ className }: { className: string }) => {
  const canvas = useCanvas()
  const action = useAllActions().find(({ id }) => id === 'flow.run')
  // The kind of a flow, on which the state depends, changes with its cards.
  useDrawing(drawing => drawing.flow)
  const state = action && stateOf(action)
  if (action === undefined || state === undefined || state.is === 'hidden') return null
  const why = state.is === 'refused' ? state.why : undefined
  return (
    <Button
      icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
      aria-disabled={why !== undefined || undefined}
      title={why}
      className={cx(why !== undefined && refusedClass, className)}
      onClick={() => (why === undefined ? action.run() : canvas.toast({ say: why, tone: 'info' }))}
    >
      Test
    </Button>
  )
}

/** Foot of a maker's flow on a phone, with what follows the edit: its test and its deployment. */
export const MakerFoot = ({ connectorId }: { connectorId: Id }) => {
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  if (isEmpty) return null
  return (
    <section
      aria-label="Test and deploy"
      data-foot
      className="flex shrink-0 items-center gap-2 border-t border-line bg-surface px-4 py-1"
    >
      <TestButton className="grow basis-0" />
      <DeployLink connectorId={connectorId} className="grow basis-0 justify-center" />
    </section>
  )
}
