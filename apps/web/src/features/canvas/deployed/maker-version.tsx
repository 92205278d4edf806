import type { AppRouter } from '@hookwright/api'
import { cardOf, type Flow, type Id, sameJson, type VersionSnapshot } from '@hookwright/model'
import { Button, buttonClass, cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { Check, Play, Rocket } from 'lucide-react'
import { stateOf } from '../../../kit/actions/action.ts'
import { useAllActions } from '../../../kit/actions/use-actions.tsx'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import { isStartedByEvent } from '../started-by-event.ts'
import { useCanvas, useDrawing, useUiState } from '../use-canvas.tsx'
import { DEPLOY, type DeployState, deployStateOf } from './deploy-state.ts'

type Version = inferRouterOutputs<AppRouter>['versions']['list'][number]

/** Counts the cards of a flow that were added, changed or removed. */
const countChanges = (before: Flow, now: Flow): number => {
  const ids = new Set([...Object.keys(before.cards), ...Object.keys(now.cards)])
  return [...ids].filter(id => !sameJson(cardOf(before, id) ?? null, cardOf(now, id) ?? null)).length
}

/** Returns the deployment state of the connector's draft, including unsaved edits of the open flow. */
const useDeployState = (connectorId: Id): DeployState => {
  const trpc = useTrpc()
  const { flowId } = useCanvas()
  const isMaker = useWhyNotMaker() === null
  const flow = useDrawing(drawing => drawing.flow)
  const { data: versions } = useQuery(trpc.versions.list.queryOptions({ connectorId }))
  const newest = versions?.[0]
  const live = versions?.find(({ status }) => status === 'deployed')
  // The canvas loads this version once it is idle; here it is only read.
  const { data: deployed } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: live?.id ?? '' }),
    enabled: false
  })
  const { data: waiting } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: newest?.id ?? '' }),
    enabled: isMaker && newest !== undefined && newest !== live,
    staleTime: Number.POSITIVE_INFINITY
  })
  const snapshotOf = (version: Version): VersionSnapshot | undefined =>
    (version === live ? deployed : waiting)?.snapshot
  // As the flow is drawn: its edits show before they are saved.
  const isFlowSame = (snapshot: VersionSnapshot): boolean =>
    sameJson(snapshot.flows.find(({ id }) => id === flowId)?.doc ?? null, flow)
  const compared = [newest, live].flatMap(version => (version && snapshotOf(version)) ?? [])
  const { data: draft } = useQuery({
    ...trpc.versions.draft.queryOptions({ connectorId }),
    staleTime: 0,
    enabled: isMaker && compared.some(isFlowSame)
  })
  const isSame = (version: Version): boolean | null => {
    const snapshot = snapshotOf(version)
    if (snapshot === undefined) return null
    if (!isFlowSame(snapshot)) return false
    return draft === undefined ? null : sameJson(draft, snapshot)
  }
  return deployStateOf({ versions, isSame })
}

/**
 * Returns the text about the deployed version of the flow: “v3, 2 changed cards”, or “Not deployed”.
 * Undefined while loading.
 */
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

/** Classes of a disabled button that still shows its reason when hovered or pressed. */
const refusedClass = 'cursor-not-allowed opacity-50 hover:bg-surface!'

/**
 * Number of the deployed version, or a link to deploy the next one. Renders nothing for people who are not
 * makers.
 */
const DeployLink = ({
  connectorId,
  state,
  className
}: {
  connectorId: Id
  state: DeployState
  className?: string
}) => {
  const said = useVersionText(connectorId)
  const isMaker = useWhyNotMaker() === null
  const isListed = useQuery(useTrpc().versions.list.queryOptions({ connectorId })).data !== undefined
  if (!isMaker || (state.is === 'unknown' && !isListed)) return null
  if (state.is === 'deployed')
    return (
      <span className={cx('flex items-center gap-1.5 text-small whitespace-nowrap text-ink-2', className)}>
        <Check aria-hidden className="size-3.5 text-ok" strokeWidth={2} />
        <span className="tabular">v{state.number} deployed</span>
      </span>
    )
  return (
    <Link
      to="/connectors/$connectorId/deployment"
      params={{ connectorId }}
      hash={state.is === 'unknown' ? '' : DEPLOY}
      title={said}
      className={cx(buttonClass({ look: state.is === 'unknown' ? 'plain' : 'primary' }), className)}
    >
      <Rocket aria-hidden className="size-4" strokeWidth={1.75} />
      {state.is === 'unknown' ? 'Deploy…' : `Deploy v${state.number}…`}
    </Link>
  )
}

/** Deployed version of the open flow, the number of changed cards, and a link to deploy them. */
export const MakerVersion = ({ connectorId }: { connectorId: Id }) => {
  const state = useDeployState(connectorId)
  const said = useVersionText(connectorId)
  return (
    <span className="flex items-center gap-3 max-md:hidden">
      <span className="tabular text-small whitespace-nowrap text-ink-3 empty:hidden max-[1600px]:hidden">
        {(state.is === 'next' || state.is === 'waiting') && said}
      </span>
      <DeployLink connectorId={connectorId} state={state} />
    </span>
  )
}

/**
 * Button that opens the test of the open flow. If the flow cannot be run, pressing the button shows the
 * reason.
 */
const TestButton = ({ className }: { className: string }) => {
  const canvas = useCanvas()
  const action = useAllActions().find(({ id }) => id === 'flow.run')
  // The kind of a flow, on which the state depends, changes with its cards.
  const kind = useDrawing(() => canvas.kind())
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
      {isStartedByEvent(kind) ? 'Test' : 'Run here'}
    </Button>
  )
}

/** Footer of a maker's flow on phones, with buttons to test and deploy it. */
export const MakerFoot = ({ connectorId }: { connectorId: Id }) => {
  const state = useDeployState(connectorId)
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  if (isEmpty) return null
  return (
    <section
      aria-label="Test and deploy"
      data-foot
      className="flex shrink-0 items-center gap-2 border-t border-line bg-surface px-4 py-1"
    >
      <TestButton className="grow basis-0" />
      <DeployLink
        connectorId={connectorId}
        state={state}
        className={state.is === 'deployed' ? 'pl-2' : 'grow basis-0 justify-center'}
      />
    </section>
  )
}
