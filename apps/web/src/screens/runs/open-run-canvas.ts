import { cardSpecs } from '@hookwright/cards'
import { readOnlyBench, type Workbench } from '@hookwright/cards/views'
import type { Catalog } from '@hookwright/engine'
import { type Card, type FrozenFlow, type Id, literal } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { CanvasToast } from '../../features/canvas/canvas.ts'
import { deployedUseOf } from '../../features/canvas/connector-of-card.ts'
import { fixedDoc } from '../../features/canvas/flow-doc/fixed-doc.ts'
import { canvasOn } from '../../features/canvas/open-canvas.ts'
import type { ReadOnlyCanvas } from '../../features/canvas/open-read-only-canvas.ts'
import { readingBench } from '../../features/canvas/reading-bench.ts'
import type { ShownRun } from '../../features/canvas/run/run-view.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'

/**
 * Returns the connection of a run's card for display. A connection of another member is named as the owner's.
 */
const useConnectionsOf = (card: Card): { id: string; name: string }[] => {
  const use = deployedUseOf(card, cardSpecs)
  const named = use?.connectionId ?? null
  const { data = [] } = useQuery({
    ...useTrpc().connections.list.queryOptions({ connectorId: use?.connectorId ?? '' }),
    enabled: named !== null
  })
  const isKnown = named === null || data.some(({ id }) => id === named)
  return isKnown ? data : [...data, { id: named, name: 'Connection of the owner' }]
}

/**
 * Opens a flow on a read-only canvas, in the version that the run executed and with the values of that run.
 */
export const openRunCanvas = (params: {
  flow: FrozenFlow
  catalog: Catalog
  connectorOf: Workbench['connectorOf']
  shown: ShownRun
  toast: (said: CanvasToast) => void
  openFlow: (flowId: Id) => void
  hrefOfFlow: (flowId: Id) => string
}): ReadOnlyCanvas => {
  const { flow, catalog, connectorOf, shown, toast, openFlow, hrefOfFlow } = params
  const canvas = canvasOn({
    doc: fixedDoc(flow),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    catalog,
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => '',
    toast,
    asList: false,
    readOnly: true
  })
  canvas.run.setState({ shown })
  const { still: _, ...quiet } = readOnlyBench
  const bench = {
    ...quiet,
    ...readingBench(canvas, connectorOf),
    connectorOf,
    useConnections: useConnectionsOf,
    baseUrl: literal(''),
    openFlow,
    openInNewTab: (flowId: Id) => {
      openFlow(flowId)
      return true
    },
    hrefOfFlow
  }
  return { canvas, bench }
}
