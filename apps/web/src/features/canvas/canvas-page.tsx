import { GroupMark } from '@hookwright/cards/views'
import type { CardDocs } from '@hookwright/engine'
import type { FlowKind, Id } from '@hookwright/model'
import { useOnceThere } from '@hookwright/ui'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { benchOf } from './bench.tsx'
import type { Canvas } from './canvas.ts'
import { CanvasScreen } from './canvas-screen.tsx'
import { CanvasTitle } from './canvas-title.tsx'
import { addEvent } from './commands/insert-card.ts'
import { useDeployed } from './deployed/use-deployed.ts'
import { lateCardDocs } from './format-card.ts'
import { MadeForBanner } from './made-for-banner.tsx'
import { makerBench } from './maker-bench.ts'
import { openFlowQuery } from './open-flow-query.ts'
import { useExplainReceiving } from './received.ts'
import { type Through, useRunAlone } from './run/alone/use-run-alone.ts'
import { useRunHere } from './run/use-run-here.ts'
import type { EventChoice, ScreenParts } from './screen-parts.ts'
import { surroundingsOf } from './surroundings-of.ts'
import { CanvasProvider } from './use-canvas.tsx'
import { useCardDialogs } from './use-card-dialogs.ts'
import { useLoadChoices, useLoadFields } from './use-choices.ts'
import { useConnectorHome } from './use-connector-home.ts'
import { useHelperFlows } from './use-helper-flows.ts'
import { useOpenCanvas } from './use-open-canvas.ts'

const firstSentence = (text: string): string => /^.*?[.](?= |$)/s.exec(text)?.[0] ?? text

/** Returns the events with which a maker's flow can start, with their documentation once loaded. */
const makerEvents = (canvas: Canvas, words: ReadonlyMap<string, CardDocs> | null): EventChoice[] =>
  [...canvas.specs.values()]
    .filter(spec => spec.starts !== null && spec.starts.kind !== 'user-event')
    .map(spec => ({
      key: spec.type,
      mark: <GroupMark group={spec.group} size={32} />,
      name: spec.starts?.event ?? spec.title,
      hint: firstSentence(words?.get(spec.type)?.help ?? ''),
      add: () => addEvent(canvas, spec)
    }))

/** Kinds of flow that can be run by themselves, with values typed in. */
const runnable: FlowKind[] = [
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

/** A card is run with a test connection that one chooses. */
const chosen: Through = { is: 'chosen' }

const OpenFlow = ({ connectorId, flowId }: { connectorId: Id; flowId: Id }) => {
  const trpc = useTrpc()
  const { data: opened } = useSuspenseQuery(openFlowQuery(trpc, flowId))
  const { data: connector } = useQuery(trpc.connectors.get.queryOptions({ connectorId }))
  const { flow, connectionFields, signatures, otherNames } = opened
  const surroundings = useMemo(
    () => surroundingsOf({ connectionFields, signatures }),
    [connectionFields, signatures]
  )
  const home = useConnectorHome(connectorId, flowId)
  const { canvas, settling } = useOpenCanvas({ home, loaded: flow, surroundings })
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
  const here = useRunHere(canvas)
  const { mutateAsync: send } = useMutation(trpc.makerFlows.testCard.mutationOptions())
  const alone = useRunAlone(canvas, { through: chosen, send })
  const words = useOnceThere(lateCardDocs)
  const events = useMemo(() => makerEvents(canvas, words), [canvas, words])
  const parts: ScreenParts = { events, banner: <MadeForBanner />, run: { here, kinds: runnable }, alone }

  return (
    <CanvasProvider value={canvas}>
      <CanvasTitle />
      <CanvasScreen bench={bench} settling={settling} otherNames={otherNames} parts={parts} />
    </CanvasProvider>
  )
}

/** The page on which a flow is drawn. */
export const CanvasPage = () => {
  const { connectorId, flowId } = useParams({ from: '/inside/connectors/$connectorId/flows/$flowId' })
  return <OpenFlow key={flowId} connectorId={connectorId} flowId={flowId} />
}
