import type { Id } from '@hookwright/model'
import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import { faultOf } from '../api/fault-of.ts'
import { useTrpc } from '../api/use-api.tsx'
import type { Saved } from './flow-doc/autosave.ts'
import type { FlowDocGiven } from './flow-doc/flow-doc.ts'

const savedOf = (thrown: unknown): Saved => {
  const fault = faultOf(thrown)
  if (fault.code === 'unreachable') return { is: 'offline' }
  return fault.code === 'flow.stale' ? { is: 'stale' } : { is: 'refused', why: fault.message }
}

/** Sends a draft to the server, and says how that came out. */
export const useSave = (flowId: Id): FlowDocGiven['send'] => {
  const { mutateAsync } = useMutation(useTrpc().makerFlows.save.mutationOptions())
  return useCallback(
    async save => {
      try {
        const { draftNo } = await mutateAsync({ flowId, ...save })
        return { is: 'saved', draftNo }
      } catch (thrown) {
        return savedOf(thrown)
      }
    },
    [mutateAsync, flowId]
  )
}
