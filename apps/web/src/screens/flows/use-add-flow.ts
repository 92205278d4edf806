import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useOnce } from '../../kit/page/use-notifier.ts'

/** Returns a function that creates an empty flow and opens it. Errors are shown in a toast. */
export const useAddFlow = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const once = useOnce()
  const create = useMutation(trpc.flows.create.mutationOptions())
  return {
    isAdding: create.isPending,
    add: () =>
      once(async () => {
        const { id } = await create.mutateAsync({})
        await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
        await navigate({ to: '/flows/$flowId', params: { flowId: id } })
      })
  }
}
