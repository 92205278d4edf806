import { deployedKeyOf, type EventUse } from '@hookwright/engine'
import {
  type CardId,
  cardOf,
  type FlowKind,
  type Id,
  isBuiltIn,
  STARTS_CONNECTOR,
  startCardOf,
  startKindOf
} from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { benchOf } from '../../../features/canvas/bench.tsx'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { CanvasScreen } from '../../../features/canvas/canvas-screen.tsx'
import { CanvasTitle } from '../../../features/canvas/canvas-title.tsx'
import { connectorOfCard, deployedUseOf } from '../../../features/canvas/connector-of-card.ts'
import { type OfferedEvent, openUserFlowQuery } from '../../../features/canvas/open-user-flow-query.ts'
import { type TestCardRequest, useRunAlone } from '../../../features/canvas/run/alone/use-run-alone.ts'
import { useRunHere } from '../../../features/canvas/run/use-run-here.ts'
import type { ScreenParts } from '../../../features/canvas/screen-parts.ts'
import { CanvasProvider } from '../../../features/canvas/use-canvas.tsx'
import { useCardDialogs } from '../../../features/canvas/use-card-dialogs.ts'
import { useHelperFlows } from '../../../features/canvas/use-helper-flows.ts'
import { useOpenCanvas } from '../../../features/canvas/use-open-canvas.ts'
import { catalogOfUserFlow } from '../../../features/canvas/user-flow-catalog.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useFocusBack } from '../../../kit/page/use-focus-back.ts'
import { usePerson } from '../../../kit/page/use-person.ts'
import { useStoredFlag } from '../../../kit/page/use-stored-flag.ts'
import { UpgradesNotice } from '../../upgrades/upgrades-notice.tsx'
import { ChangesBanner } from './changes-banner.tsx'
import { keepFolding } from './fold-filled.ts'
import { LiveStrip } from './live-strip/live-strip.tsx'
import { useActionSource } from './use-action-source.ts'
import { useHookAddress } from './use-hook-address.tsx'
import { useLifetime } from './use-lifetime.ts'
import { useNewConnection } from './use-new-connection.tsx'
import { useRestoredState } from './use-restored-state.ts'
import { useUserHome } from './use-user-home.ts'
import { UserBar, UserTools } from './user-bar.tsx'
import { userBench } from './user-bench.ts'
import { hasVersionBefore } from './version-before.ts'

/** Kinds of user flows that can be tested, whether they are turned on or off. */
const runnable: FlowKind[] = ['user-event']

/** Returns the event that the start card uses; null without an event. */
const useListened = (canvas: Canvas): EventUse | null => {
  const json = useStore(canvas.drawing, ({ flow }) => {
    const start = startCardOf(flow)
    return JSON.stringify((start && canvas.specs.get(start.type)?.listens(start.config)) ?? null)
  })
  // Written a few lines above; as text it is the same until the card is set up anew.
  return useMemo(() => JSON.parse(json) as EventUse | null, [json])
}

/** Returns the event that a start card uses, if that event is still offered; otherwise null. */
const offeredOf = (events: OfferedEvent[], use: EventUse | null): OfferedEvent | null =>
  events.find(
    ({ versionId, eventFlowId }) => versionId === use?.versionId && eventFlowId === use.eventFlowId
  ) ?? null

/** Prefetches the connection forms of the cards' connectors, so that dialogs open without delay. */
const useConnectionForms = (canvas: Canvas, isOwn: boolean): void => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const needed = useStore(canvas.drawing, ({ view, cards }) => {
    const { events, actions } = view.catalog
    const ids = [...cards.values()].flatMap(({ card, spec }): Id[] => {
      const [event, action] = [spec.listens(card.config), spec.acts(card.config)]
      const signature =
        event === null
          ? action && actions.get(deployedKeyOf(action.versionId, action.actionFlowId))
          : events.get(deployedKeyOf(event.versionId, event.eventFlowId))
      return signature?.needsConnection ? [(event ?? action)?.connectorId ?? ''] : []
    })
    return [...new Set(ids)].toSorted().join(' ')
  })
  useEffect(() => {
    if (!isOwn) return
    // A form that cannot be had is said where it is wanted.
    for (const connectorId of needed.split(' ').filter(Boolean))
      void queries.prefetchQuery(trpc.connections.form.queryOptions({ connectorId }))
  }, [trpc, queries, needed, isOwn])
}

const noneOffered: never[] = []

const lazyLifetimePanel = lazyPart(() => import('./lifetime-panel.tsx'))

/** Expiry of the flow's subscription, its next renewal, and gaps in which events may have been missed. */
const LifeStrip = ({ flowId }: { flowId: Id }) => {
  const found = useLifetime(flowId)
  const parts = useLazy(lazyLifetimePanel, found !== null)
  return parts === null || found === null ? null : <parts.LifetimePanel flowId={flowId} {...found} />
}

const lazyStart = lazyPart(() => import('./start-parts.tsx'))
const lazyEvents = lazyPart(() => import('./user-events.tsx'))
const lazyVersions = lazyPart(() => import('./version-notices.tsx'))
const lazyValues = lazyPart(() => import('./last-run/values-strip.tsx'))
const lazyViewersView = lazyPart(() => import('./viewers-view.tsx'))

/** Note for an installation without deployed connectors. */
const nothingDeployed = (
  <p className="m-0 text-body text-ink-2">
    No service has events yet. Deploy a connector in the{' '}
    <Link to="/connectors" className="text-accent-text underline">
      Builder
    </Link>{' '}
    to make its events available.
  </p>
)

const OpenUserFlow = ({ flowId }: { flowId: Id }) => {
  const trpc = useTrpc()
  const person = usePerson()
  const { data: opened } = useSuspenseQuery(openUserFlowQuery(trpc, flowId))
  const { flow, connectionFields, signatures, otherNames, events, actions, connections, pending } = opened
  const catalog = useMemo(
    () => catalogOfUserFlow({ connectionFields, signatures, events, actions }),
    [connectionFields, signatures, events, actions]
  )
  const home = useUserHome(flowId)
  const navigate = useNavigate()
  const [keptValues, keepValues] = useStoredFlag('values', true)
  const { panel, run: namedRun } = useSearch({ strict: false })
  // The values of the last run stand on the cards unless somebody hid them; who comes to see those of a run sees them.
  const ownRuns = { values: keptValues || namedRun !== undefined }
  const { source, loaded } = useActionSource(flowId)
  const { canvas, settling } = useOpenCanvas({
    home,
    loaded: flow,
    catalog,
    ownRuns,
    runs: runnable,
    actions: source
  })
  const { data: offered = noneOffered } = useQuery(trpc.actions.list.queryOptions())
  const known = useMemo(() => [...actions, ...loaded], [actions, loaded])
  const helperFlows = useHelperFlows(canvas, home)
  const dialogs = useCardDialogs()
  const use = useListened(canvas)
  const event = offeredOf(events, use)
  const isOwn = flow.ownerId === person.id
  const connectorOf = useMemo(
    () => connectorOfCard(canvas.specs, [...events, ...actions, ...loaded]),
    [canvas, events, actions, loaded]
  )
  const { newConnection, dialog } = useNewConnection({ canvas, flowId, connectorOf })
  const kind = useStore(canvas.drawing, () => canvas.kind())
  const isEmpty = useStore(canvas.drawing, drawing => drawing.flow.strip.length === 0)

  const { mutateAsync } = useMutation(trpc.flows.testCard.mutationOptions())
  const through = useMemo(() => {
    // A card without a connection of its own uses that of the event.
    const idFor = (card: CardId): Id | null => {
      const drawn = cardOf(canvas.drawing.getState().flow, card)
      const own = drawn === undefined ? null : deployedUseOf(drawn, canvas.specs)
      return own === null ? (use?.connectionId ?? null) : own.connectionId
    }
    const nameFor = (card: CardId): string | null =>
      connections.find(({ id }) => id === idFor(card))?.name ?? null
    return { is: 'named' as const, nameFor }
  }, [canvas, connections, use])
  const send = useCallback(
    ({ connectionId: _, ...asked }: TestCardRequest) => mutateAsync(asked),
    [mutateAsync]
  )
  const alone = useRunAlone(canvas, { through, send })
  const { mutateAsync: test } = useMutation(trpc.flows.test.mutationOptions())
  const here = useRunHere(
    canvas,
    useCallback(({ connectionId: _, ...asked }) => test(asked), [test])
  )
  const wantsValues = useStore(canvas.run, run => run.values)
  const isAsked = useStore(canvas.run, run => run.asked)
  const { data: tally } = useQuery(trpc.flows.tally.queryOptions({ flowId }))
  // A flow that was never called has no last run to look for.
  const mayHaveRun = isAsked || namedRun !== undefined || (tally?.deliveries.count ?? 0) > 0
  const { data: progress } = useQuery(trpc.subscriptions.progress.queryOptions({ flowId }))
  // No values can be switched on and off before a flow was first turned on.
  const canHaveRun = mayHaveRun || tally === undefined || progress !== null
  useEffect(() => {
    canvas.run.setState(({ past }) => ({ past: canHaveRun ? (past ?? 'unasked') : null }))
  }, [canvas, canHaveRun])
  const needsRun = (wantsValues && mayHaveRun) || panel === 'card'
  const values = useLazy(lazyValues, needsRun)
  useFocusBack(wantsValues)
  useEffect(
    () => canvas.run.subscribe((now, before) => now.values !== before.values && keepValues(now.values)),
    [canvas, keepValues]
  )
  useEffect(() => keepFolding(canvas), [canvas])
  useConnectionForms(canvas, isOwn)
  useRestoredState(canvas)

  const bench = useMemo(
    () =>
      benchOf(canvas, {
        ...userBench({
          connectorOf,
          connections,
          newConnection: isOwn ? newConnection : null,
          openConnection: isOwn
            ? connection => void navigate({ to: '/connections', search: { connection } })
            : null
        }),
        ...helperFlows,
        ...dialogs
      }),
    [canvas, connectorOf, connections, isOwn, newConnection, helperFlows, dialogs, navigate]
  )
  const isChoosing = useStore(canvas.ui, ui => ui.dialog === 'event')
  const starts = useLazy(lazyEvents, isEmpty || isChoosing)
  // The event that the flow has is not another one, and may be hidden from whom it would be offered to.
  const choices = useMemo(() => {
    const others = events.filter(other => other !== event)
    return starts?.userEvents(canvas, { events: others, connections, use }) ?? []
  }, [canvas, starts, event, use, events, connections])
  const hasNewer = events.some(
    other =>
      other.eventFlowId === event?.eventFlowId && other.versionNumber > (event?.versionNumber ?? Infinity)
  )
  const hasOther =
    offered.length > 0 && known.some(({ versionId }) => !offered.some(each => each.versionId === versionId))
  const versions = useLazy(lazyVersions, hasNewer || hasOther || hasVersionBefore(flowId))
  const isPolled = event?.signature.kind === 'polling-monitor'
  const start = useLazy(lazyStart, isPolled)
  const hook = useHookAddress(flowId)
  const parts: ScreenParts = {
    events: choices,
    offered,
    hook,
    eventsNote: events.every(({ connectorId: of }) => isBuiltIn(of)) && nothingDeployed,
    barTools: kind !== 'helper' && (
      <UserTools flowId={flowId} isCalled={use !== null && startKindOf(use) === 'endpoint'} />
    ),
    barEnd: kind !== 'helper' && (
      <UserBar
        flowId={flowId}
        hasEvent={kind !== null && use?.connectorId !== STARTS_CONNECTOR && !isPolled}
        isManual={use !== null && startKindOf(use) === 'manual'}
        connectorName={event?.connectorName ?? null}
      />
    ),
    banner: (
      <>
        {values !== null && needsRun && !isEmpty && <values.ValuesStrip flowId={flowId} />}
        <UpgradesNotice flowId={flowId} />
        {start !== null && isPolled && <start.PollingNotice flowId={flowId} />}
        {versions && <versions.VersionNotices {...{ flowId, event, events, connections, offered, known }} />}
        {/* Last, since it floats over what is below it: the canvas, not another notice. */}
        <ChangesBanner flowId={flowId} pending={pending} />
      </>
    ),
    foot: kind === 'user-event' && (
      <>
        <LifeStrip flowId={flowId} />
        <LiveStrip flowId={flowId} />
      </>
    ),
    run: { here, kinds: runnable },
    alone
  }

  return (
    <CanvasProvider value={canvas}>
      <CanvasTitle />
      <CanvasScreen bench={bench} settling={settling} otherNames={otherNames} parts={parts} />
      {dialog}
    </CanvasProvider>
  )
}

/** Page that displays and edits a user's flow. */
export const UserCanvasPage = () => {
  const { flowId } = useParams({ from: '/inside/flows/$flowId' })
  const { role } = usePerson()
  const viewers = useLazy(lazyViewersView, role === 'viewer')
  if (role === 'viewer') return viewers && <viewers.ViewersView flowId={flowId} />
  return <OpenUserFlow key={flowId} flowId={flowId} />
}
