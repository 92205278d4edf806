import { type FlowKind, type Id, noAuthentication } from '@hookwright/model'
import { lazyPart, useLazy, useLoadedPart } from '@hookwright/ui'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { benchOf } from './bench.tsx'
import { CanvasScreen } from './canvas-screen.tsx'
import { CanvasTitle } from './canvas-title.tsx'
import { catalogOf } from './catalog-of.ts'
import { useDeployed } from './deployed/use-deployed.ts'
import { lazyCardDocs } from './format-card.ts'
import { MadeForBanner } from './made-for-banner.tsx'
import { makerBench } from './maker-bench.ts'
import { makerEvents } from './maker-events.tsx'
import { openFlowQuery } from './open-flow-query.ts'
import { useExplainReceiving } from './received.ts'
import { type SingleRunConnection, useRunAlone } from './run/alone/use-run-alone.ts'
import { useRunHere } from './run/use-run-here.ts'
import { useTreeSample } from './samples.ts'
import type { ScreenParts } from './screen-parts.ts'
import { CanvasProvider } from './use-canvas.tsx'
import { useCardDialogs } from './use-card-dialogs.ts'
import { useLoadChoices, useLoadFields } from './use-choices.ts'
import { useConnectorHome } from './use-connector-home.ts'
import { useHelperFlows } from './use-helper-flows.ts'
import { useOpenCanvas } from './use-open-canvas.ts'

/** Kinds of flow that can be run separately, with manually entered input values. */
const runnable: FlowKind[] = [
  'webhook-event',
  'polling-monitor',
  'action',
  'helper',
  'authping',
  'revoke',
  'registration',
  'deregistration',
  'renewal',
  'listing',
  'probe'
]

const lazyVersion = lazyPart(() => import('./deployed/maker-version.tsx'))

/** Connection for running a single card: the test connection that the user chooses in the run form. */
const chosen: SingleRunConnection = { is: 'chosen' }

const OpenFlow = ({ connectorId, flowId }: { connectorId: Id; flowId: Id }) => {
  const trpc = useTrpc()
  const { data: opened } = useSuspenseQuery(openFlowQuery(trpc, flowId))
  const { data: connector } = useQuery(trpc.connectors.get.queryOptions({ connectorId }))
  const { flow, connectionFields, signatures, otherNames } = opened
  const catalog = useMemo(() => catalogOf({ connectionFields, signatures }), [connectionFields, signatures])
  const home = useConnectorHome(connectorId, flowId)
  const { canvas, settling } = useOpenCanvas({ home, loaded: flow, catalog, runs: runnable })
  useDeployed(canvas, connectorId)
  const helperFlows = useHelperFlows(canvas, home)
  const dialogs = useCardDialogs()
  const loadChoices = useLoadChoices()
  const loadFields = useLoadFields()
  const explainReceiving = useExplainReceiving()
  const bench = useMemo(
    () =>
      benchOf(canvas, {
        ...makerBench(canvas, { connectorId, connector, loadChoices, loadFields, explainReceiving }),
        ...helperFlows,
        ...dialogs
      }),
    [canvas, connectorId, connector, loadChoices, loadFields, explainReceiving, helperFlows, dialogs]
  )
  const { mutateAsync: test } = useMutation(trpc.makerFlows.test.mutationOptions())
  useTreeSample(canvas)
  const here = useRunHere(canvas, test)
  const { mutateAsync: send } = useMutation(trpc.makerFlows.testCard.mutationOptions())
  const alone = useRunAlone(canvas, { through: chosen, send })
  const words = useLoadedPart(lazyCardDocs)
  const isEmpty = useStore(canvas.drawing, ({ flow: { strip } }) => strip.length === 0)
  const baseUrl = connector?.authentication.baseUrl ?? noAuthentication.baseUrl
  const events = useMemo(
    () => makerEvents(canvas, { words, baseUrl, isEmpty }),
    [canvas, words, baseUrl, isEmpty]
  )
  const version = useLazy(lazyVersion, true)
  const isSmall = useMedia('(max-width: 767px)')
  const parts: ScreenParts = {
    events,
    barEnd: version && <version.MakerVersion connectorId={connectorId} />,
    banner: <MadeForBanner />,
    foot: isSmall && version && <version.MakerFoot connectorId={connectorId} />,
    run: { here, kinds: runnable },
    alone
  }

  return (
    <CanvasProvider value={canvas}>
      <CanvasTitle />
      <CanvasScreen bench={bench} settling={settling} otherNames={otherNames} parts={parts} />
    </CanvasProvider>
  )
}

/** Page that displays and edits a flow. */
export const CanvasPage = () => {
  const { connectorId, flowId } = useParams({ from: '/inside/connectors/$connectorId/flows/$flowId' })
  return <OpenFlow key={flowId} connectorId={connectorId} flowId={flowId} />
}
