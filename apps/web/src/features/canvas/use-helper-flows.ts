import type { Workbench } from '@hookwright/cards/views'
import { freeFlowName } from '@hookwright/model'
import { useMemo } from 'react'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { Canvas } from './canvas.ts'
import type { FlowHome } from './flow-home.ts'

/** Returns functions that open another flow of the same connector or user, or create one there. */
export const useHelperFlows = (
  canvas: Canvas,
  home: FlowHome
): Pick<Workbench, 'openFlow' | 'openInNewTab' | 'hrefOfFlow' | 'createFlow'> => {
  const notifier = useNotifier()
  return useMemo(
    () => ({
      openFlow: home.openFlow,
      hrefOfFlow: home.hrefOfFlow,
      openInNewTab: id => open(`${home.hrefOfFlow(id)}?madeFor=${canvas.flowId}`, '_blank') !== null,
      createFlow: async ({ name, doc }) => {
        try {
          const { otherNames } = await home.around()
          const own = canvas.doc.store.getState().about.name
          const taken = own === null ? otherNames : [...otherNames, own]
          const { id } = await home.create({ name: freeFlowName(name, taken), doc })
          home.relist()
          const now = await home.around()
          // What is asked of the new flow next must not have to wait for the page to be drawn.
          canvas.setCatalog(now.catalog)
          return now.signatures.find(signature => signature.id === id) ?? null
        } catch (thrown) {
          notifier.failed(thrown)
          return null
        }
      }
    }),
    [canvas, home, notifier]
  )
}
