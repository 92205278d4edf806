import type { Workbench } from '@hookwright/cards/faces'
import { freeFlowName } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTrpc } from '../api/use-api.tsx'
import { useSay } from '../shell/use-say.ts'
import type { Canvas } from './canvas.ts'
import { openFlowQuery } from './open-flow-query.ts'
import { surroundingsOf } from './surroundings-of.ts'

/** The other flows of the connector: where they are, and how a new one comes about. */
export const useHelperFlows = (
  canvas: Canvas
): Pick<Workbench, 'openBeside' | 'hrefOfFlow' | 'createFlow'> => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const router = useRouter()
  const say = useSay()
  const { mutateAsync: create } = useMutation(trpc.makerFlows.create.mutationOptions())

  return useMemo(() => {
    const { connectorId, flowId } = canvas
    const around = () => queries.fetchQuery(openFlowQuery(trpc, flowId))
    const hrefOfFlow = (id: string): string =>
      router.buildLocation({
        to: '/connectors/$connectorId/flows/$flowId',
        params: { connectorId, flowId: id }
      }).href

    return {
      hrefOfFlow,
      openBeside: id => void open(hrefOfFlow(id), '_blank'),
      createFlow: async ({ name, doc }) => {
        try {
          const { otherNames } = await around()
          const own = canvas.doc.store.getState().about.name
          const taken = own === null ? otherNames : [...otherNames, own]
          const { id } = await create({ connectorId, name: freeFlowName(name, taken), doc })
          void queries.invalidateQueries(trpc.makerFlows.summaries.queryFilter())
          const now = await around()
          // What is asked of the new flow next must not have to wait for the page to be drawn.
          canvas.surround(surroundingsOf(now))
          return now.signatures.find(signature => signature.id === id) ?? null
        } catch (thrown) {
          say.failed(thrown)
          return null
        }
      }
    }
  }, [canvas, create, queries, router, say, trpc])
}
