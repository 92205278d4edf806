import { cardSpecs } from '@hookwright/cards'
import { useToasts } from '@hookwright/ui'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { faultOf } from '../api/fault-of.ts'
import { useTrpc } from '../api/use-api.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { benchOf } from './bench.tsx'
import { CanvasScreen } from './canvas-screen.tsx'
import { takeTheirs } from './commands/settle.ts'
import type { Saved } from './flow-doc/autosave.ts'
import type { LoadedFlow } from './flow-doc/flow-doc-state.ts'
import { keptInBrowser } from './flow-doc/kept-edits.ts'
import { openCanvas } from './open-canvas.ts'
import { surroundingsOf } from './surroundings-of.ts'
import { CanvasProvider, useDoc } from './use-canvas.tsx'

/** Ids made here are unique inside a flow; the letter keeps them from looking like numbers. */
const newId = (): string =>
  `c${crypto.getRandomValues(new Uint32Array(3)).reduce((id, part) => id + part.toString(36), '')}`

const savedOf = (thrown: unknown): Saved => {
  const fault = faultOf(thrown)
  if (fault.code === 'unreachable') return { is: 'offline' }
  if (fault.code === 'flow.stale') return { is: 'stale', theirs: 0 }
  return { is: 'refused', why: fault.message }
}

const Title = () => {
  usePageTitle(useDoc(doc => doc.about.name) ?? 'Unnamed flow')
  return null
}

const OpenFlow = ({ connectorId, flowId }: { connectorId: string; flowId: string }) => {
  const trpc = useTrpc()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { show } = useToasts()
  const flowQuery = useMemo(
    () => ({ ...trpc.makerFlows.get.queryOptions({ flowId }), staleTime: 0 }),
    [trpc, flowId]
  )
  const listQuery = useMemo(() => trpc.makerFlows.list.queryOptions({ connectorId }), [trpc, connectorId])
  const { data: loaded } = useSuspenseQuery(flowQuery)
  const { data: flows } = useSuspenseQuery(listQuery)
  const { data: connector } = useSuspenseQuery(trpc.connectors.get.queryOptions({ connectorId }))
  const { mutateAsync: save } = useMutation(trpc.makerFlows.save.mutationOptions())
  const { mutateAsync: create } = useMutation(trpc.makerFlows.create.mutationOptions())

  const surroundings = useMemo(
    () => surroundingsOf(connector.authentication, flows, cardSpecs),
    [connector, flows]
  )

  const [canvas] = useState(() =>
    openCanvas({
      connectorId,
      loaded: loaded.flow,
      surroundings,
      send: async ({ baseDraft, ...rest }) => {
        try {
          const { draftNo } = await save({ flowId, baseDraft, ...rest })
          return { is: 'saved', draftNo }
        } catch (thrown) {
          return savedOf(thrown)
        }
      },
      kept: keptInBrowser(globalThis.indexedDB),
      clock: () => Date.now(),
      storage: localStorage,
      newId,
      toast: show,
      asList: false
    })
  )

  const openFlow = useMemo(
    () => (id: string) =>
      void navigate({ to: '/connectors/$connectorId/flows/$flowId', params: { connectorId, flowId: id } }),
    [navigate, connectorId]
  )
  const bench = useMemo(
    () => benchOf(canvas, { brand: connector.branding, openFlow }),
    [canvas, connector.branding, openFlow]
  )
  const refreshLists = useCallback(
    () =>
      Promise.all([
        queries.invalidateQueries(listQuery),
        queries.invalidateQueries(trpc.makerFlows.summaries.queryFilter())
      ]),
    [queries, listQuery, trpc]
  )
  const settling = useMemo(
    () => ({
      theirs: async (): Promise<LoadedFlow> => (await queries.fetchQuery(flowQuery)).flow,
      keepAsCopy: async (doc: LoadedFlow['doc'], name: string | null) => {
        const copy = await create({ connectorId, name, doc })
        await refreshLists()
        openFlow(copy.id)
      }
    }),
    [queries, flowQuery, refreshLists, create, connectorId, openFlow]
  )

  useEffect(() => canvas.surround(surroundings), [canvas, surroundings])

  // Only what was there when the page was opened is unsaved work of an earlier one.
  const [opened] = useState(loaded.flow.doc)
  useEffect(() => {
    void canvas.kept.read(flowId).then(found => {
      if (found === null) return
      if (JSON.stringify(found.doc) === JSON.stringify(opened)) void canvas.kept.forget(flowId)
      else canvas.desk.setState({ found })
    })
  }, [canvas, flowId, opened])

  // A save of another tab shows when this one is looked at again: without own changes theirs is simply shown.
  useEffect(() => {
    const { draftNo, changes, save: state } = canvas.doc.store.getState()
    if (loaded.flow.draftNo <= draftNo || state.is === 'saving') return
    if (changes > 0) canvas.doc.store.setState({ save: { is: 'stale', theirs: loaded.flow.draftNo } })
    else void takeTheirs(canvas, { ...settling, theirs: async () => loaded.flow })
  }, [canvas, loaded, settling])

  // The list and the crumbs name the flow, so they follow what is saved here.
  useEffect(
    () =>
      canvas.doc.store.subscribe((now, before) => {
        if (now.draftNo !== before.draftNo) void refreshLists()
        if (now.save.is === 'stale' && before.save.is !== 'stale')
          canvas.desk.setState({ dialog: 'conflict' })
      }),
    [canvas, refreshLists]
  )

  useEffect(() => () => queries.removeQueries(flowQuery), [queries, flowQuery])

  return (
    <CanvasProvider value={canvas}>
      <Title />
      <CanvasScreen
        bench={bench}
        settling={settling}
        otherNames={flows.flatMap(flow => (flow.id === flowId || flow.name === null ? [] : [flow.name]))}
      />
    </CanvasProvider>
  )
}

/** The page on which a flow is drawn. */
export const CanvasPage = () => {
  const { connectorId, flowId } = useParams({ from: '/inside/connectors/$connectorId/flows/$flowId' })
  return <OpenFlow key={flowId} connectorId={connectorId} flowId={flowId} />
}
