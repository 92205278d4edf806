import type { AppRouter } from '@hookwright/api'
import { readOnlyBench, type Workbench } from '@hookwright/cards/views'
import type { Catalog } from '@hookwright/engine'
import { type CardDifference, type Connection, type Id, literal, shownFlowName } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'
import type { CanvasToast } from '../../features/canvas/canvas.ts'
import { fixedDoc } from '../../features/canvas/flow-doc/fixed-doc.ts'
import { canvasOn } from '../../features/canvas/open-canvas.ts'
import type { ReadOnlyCanvas } from '../../features/canvas/open-read-only-canvas.ts'
import { readingBench } from '../../features/canvas/reading-bench.ts'

/** Earlier state of a flow: its cards, and the events, actions and flows that these cards use. */
export type OpenState = inferRouterOutputs<AppRouter>['flows']['state']

/** Returns the catalog of a state: the flows, events, actions and connection fields that its cards use. */
export const catalogOfState = ({ around }: OpenState): Catalog => ({
  connectionFields: around.connectionFields,
  flows: new Map(around.flows),
  events: new Map(around.events),
  actions: new Map(around.actions)
})

/** Opens a state on a read-only canvas, with its cards marked by their differences. */
export const openState = (params: {
  flowId: Id
  state: OpenState
  differences: CardDifference[]
  connectorOf: Workbench['connectorOf']
  connections: Connection[]
  toast: (said: CanvasToast) => void
  openFlow: (flowId: Id) => void
  hrefOfFlow: (flowId: Id) => string
}): ReadOnlyCanvas => {
  const { flowId, state, differences, connectorOf, connections, toast, openFlow, hrefOfFlow } = params
  const { name, description, doc } = state
  const canvas = canvasOn({
    doc: fixedDoc({ id: flowId, name: shownFlowName(name), description, doc }),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    catalog: catalogOfState(state),
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => '',
    toast,
    asList: false,
    readOnly: true,
    differences: new Map(
      differences.filter(({ is }) => is !== 'removed').map(each => [each.id, each] as const)
    )
  })
  const { still: _, ...quiet } = readOnlyBench
  const bench = {
    ...quiet,
    ...readingBench(canvas, connectorOf),
    connectorOf,
    useConnections: () => connections,
    baseUrl: literal(''),
    openFlow,
    openInNewTab: (id: Id) => {
      openFlow(id)
      return true
    },
    hrefOfFlow
  }
  return { canvas, bench }
}
