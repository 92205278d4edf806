import { type OutputPort, outputPortsOf } from '@hookwright/engine'
import { type FlowSignature, listOf, shownFlowName } from '@hookwright/model'
import { eachCard } from '../kernel/each-card.ts'

/**
 * Returns the outputs of a helper flow as lists over all items; an output that is a list is left out, since a list of lists is
 * no data type.
 */
const listsOf = (flow: FlowSignature | undefined): OutputPort[] =>
  outputPortsOf(flow?.outputs ?? []).flatMap(port =>
    port.type.kind === 'any' || port.type.list ? [] : [{ ...port, type: listOf(port.type.kind) }]
  )

/** A list made of another one, item by item, by a helper flow. */
export const listMap = eachCard({
  type: 'list-map',
  title: 'Map',
  group: 'List',
  over: 'items',
  outputs: listsOf,
  check: flow =>
    listsOf(flow).length > 0
      ? []
      : [
          {
            message: `The helper flow “${shownFlowName(flow.name)}” returns no single value, so there is nothing to make a list of; let it return one for each item.`
          }
        ],
  execute: () => import('./execute.ts')
})
