import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import type { Canvas } from '../canvas.ts'

/** Returns true once the page is rendered and the browser is idle. */
const useIsIdle = (): boolean => {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setIdle(true), 200)
      return () => clearTimeout(timer)
    }
    const wait = requestIdleCallback(() => setIdle(true), { timeout: 2_000 })
    return () => cancelIdleCallback(wait)
  }, [])
  return isIdle
}

/**
 * Loads the deployed version of the open flow into the UI state once the browser is idle. Cards then show
 * their differences from it.
 */
export const useDeployed = (canvas: Canvas, connectorId: Id): void => {
  const trpc = useTrpc()
  const { data: versions } = useQuery({
    ...trpc.versions.list.queryOptions({ connectorId }),
    enabled: useIsIdle()
  })
  const deployed = versions?.find(({ status }) => status === 'deployed')
  const { data: frozen } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: deployed?.id ?? '' }),
    enabled: deployed !== undefined,
    staleTime: Number.POSITIVE_INFINITY
  })
  useEffect(() => {
    const flow = frozen?.snapshot.flows.find(({ id }) => id === canvas.flowId)
    const isKnown = deployed !== undefined && flow !== undefined
    canvas.ui.setState({ deployed: isKnown ? { number: deployed.number, doc: flow.doc } : null })
  }, [canvas, deployed, frozen])
}
