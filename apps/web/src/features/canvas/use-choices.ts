import type { Workbench } from '@hookwright/cards/views'
import type { Id } from '@hookwright/model'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { withSentence } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'

const noConnections: never[] = []

/** Returns the test connections of a connector; null while loading, empty on failure. */
export const useTestConnections = (connectorId: Id): { id: string; name: string }[] | null => {
  const trpc = useTrpc()
  const { data, isError } = useQuery(trpc.testConnections.list.queryOptions({ connectorId }))
  return data ?? (isError ? noConnections : null)
}

/** Returns a function that requests the fields of a dynamic group from a helper flow. */
export const useLoadFields = (): Workbench['loadFields'] => {
  const trpc = useTrpc()
  const { mutateAsync: ask } = useMutation(trpc.makerFlows.fields.mutationOptions())
  return useCallback(
    async ({ flowId, inputs, connectionId }) =>
      (await withSentence(ask({ flowId, values: inputs, connectionId }))).groups,
    [ask]
  )
}

/** Returns a function that fetches the choices of a dropdown through a helper flow. */
export const useLoadChoices = (): Workbench['loadChoices'] => {
  const trpc = useTrpc()
  const { mutateAsync: ask } = useMutation(trpc.makerFlows.choices.mutationOptions())
  return useCallback(
    async ({ flowId, inputs, connectionId }) =>
      (await withSentence(ask({ flowId, values: inputs, connectionId }))).choices,
    [ask]
  )
}
