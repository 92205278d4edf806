import { type CardId, type Id, noAuthentication } from '@hookwright/model'
import { holdKeys, useToasts } from '@hookwright/ui'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTrpc } from '../api/use-api.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { benchOf } from './bench.tsx'
import { CanvasScreen } from './canvas-screen.tsx'
import { keptInBrowser } from './flow-doc/kept-edits.ts'
import { newId } from './new-id.ts'
import { openCanvas } from './open-canvas.ts'
import { openFlowQuery } from './open-flow-query.ts'
import { surroundingsOf } from './surroundings-of.ts'
import { CanvasProvider, useDoc } from './use-canvas.tsx'
import { useLoadChoices } from './use-choices.ts'
import { useFoundWork } from './use-found-work.ts'
import { useHelperFlows } from './use-helper-flows.ts'
import { useOthersSaves } from './use-others-saves.ts'
import { useSave } from './use-save.ts'
import { useSettling } from './use-settling.ts'

const plainBrand = { accent: 'var(--accent)', logo: null }

const Title = () => {
  usePageTitle(useDoc(doc => doc.about.name) ?? 'Unnamed flow')
  return null
}

const OpenFlow = ({ connectorId, flowId }: { connectorId: Id; flowId: Id }) => {
  const trpc = useTrpc()
  const navigate = useNavigate()
  const { show } = useToasts()
  const send = useSave(connectorId, flowId)
  const { data: opened } = useSuspenseQuery(openFlowQuery(trpc, flowId))
  const { data: connector } = useQuery(trpc.connectors.get.queryOptions({ connectorId }))
  const { flow, connectionFields, signatures, otherNames } = opened
  const surroundings = useMemo(
    () => surroundingsOf({ connectionFields, signatures }),
    [connectionFields, signatures]
  )

  const [canvas] = useState(() =>
    openCanvas({
      connectorId,
      loaded: flow,
      surroundings,
      send,
      kept: keptInBrowser(globalThis.indexedDB),
      clock: () => Date.now(),
      storage: localStorage,
      newId,
      toast: show,
      asList: false
    })
  )

  const openFlow = useCallback(
    (id: Id): void =>
      void navigate({ to: '/connectors/$connectorId/flows/$flowId', params: { connectorId, flowId: id } }),
    [navigate, connectorId]
  )
  const openDialog = useCallback(
    (card: CardId, dialog: string): void => {
      const letGo = holdKeys()
      void navigate({ to: '.', search: before => ({ ...before, card, dialog }) }).finally(letGo)
    },
    [navigate]
  )
  const closeDialog = useCallback(
    (): void =>
      void navigate({
        to: '.',
        search: ({ card: _, dialog: __, ...before }) => before,
        replace: true
      }),
    [navigate]
  )
  const brand = connector?.branding ?? plainBrand
  const connectorName = connector?.name ?? ''
  const baseUrl = connector?.authentication.baseUrl ?? noAuthentication.baseUrl
  const helperFlows = useHelperFlows(canvas)
  const loadChoices = useLoadChoices()
  const bench = useMemo(
    () =>
      benchOf(canvas, {
        ...helperFlows,
        loadChoices,
        baseUrl,
        brand,
        connectorName,
        openFlow,
        openDialog,
        closeDialog
      }),
    [canvas, helperFlows, loadChoices, baseUrl, brand, connectorName, openFlow, openDialog, closeDialog]
  )
  const settling = useSettling(connectorId, flowId, openFlow)
  useFoundWork(canvas, flow.doc)
  useOthersSaves(canvas, flow, settling)
  useEffect(() => {
    if (canvas.surroundings() !== surroundings) canvas.surround(surroundings)
  }, [canvas, surroundings])

  return (
    <CanvasProvider value={canvas}>
      <Title />
      <CanvasScreen bench={bench} settling={settling} otherNames={otherNames} />
    </CanvasProvider>
  )
}

/** The page on which a flow is drawn. */
export const CanvasPage = () => {
  const { connectorId, flowId } = useParams({ from: '/inside/connectors/$connectorId/flows/$flowId' })
  return <OpenFlow key={flowId} connectorId={connectorId} flowId={flowId} />
}
