import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useSay } from '../../kit/page/use-say.ts'

/** Returns a function that creates an empty flow and opens it. Errors are shown in a toast. */
export const useAddFlow = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useSay()
  const create = useMutation(trpc.flows.create.mutationOptions())
  return {
    isAdding: create.isPending,
    add: () =>
      say.ifFails(
        create.mutateAsync({}).then(async ({ id }) => {
          await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
          await navigate({ to: '/flows/$flowId', params: { flowId: id } })
        })
      )
  }
}
