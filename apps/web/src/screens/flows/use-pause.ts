import { type Id, shownFlowName } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'

/** Returns functions that pause or resume an active flow and show the result. */
export const usePause = (): {
  isPausing: boolean
  pause: (flow: { id: Id; name: string | null }, paused: boolean) => void
} => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const { mutateAsync, isPending } = useMutation(trpc.subscriptions.pause.mutationOptions())
  const set = async (flow: { id: Id; name: string | null }, paused: boolean): Promise<void> => {
    await mutateAsync({ flowId: flow.id, paused })
    await Promise.all([
      queries.invalidateQueries(trpc.subscriptions.progress.queryFilter({ flowId: flow.id })),
      queries.invalidateQueries(trpc.flows.summaries.queryFilter())
    ])
    const name = `“${shownFlowName(flow.name)}”`
    notifier.done(
      paused ? `${name} is paused. Events are stored and run when it resumes.` : `${name} is running again.`
    )
  }
  return { isPausing: isPending, pause: (flow, paused) => notifier.ifFails(set(flow, paused)) }
}
