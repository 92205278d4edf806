import type { Id } from '@hookwright/model'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useApi } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import type { OpenedDelivery } from '../history/api-types.ts'

/**
 * Returns a function that shows a toast about a new run.
 *
 * The toast links to the run. For a run without side effects it links to a comparison with the original run.
 */
const useBegun = () => {
  const { trpc, queryClient } = useApi()
  const notifier = useNotifier()
  const navigate = useNavigate()
  return (what: string, { runId, oldId, effects }: { runId: Id; oldId: Id; effects: boolean }): void => {
    // A run that is over is not told to change, but how often it was replayed does.
    void queryClient.invalidateQueries({ queryKey: trpc.runs.open.pathKey() })
    const open = {
      label: 'Open new run',
      run: () => void navigate({ to: '/runs/$runId', params: { runId } })
    }
    const compare = {
      label: 'Compare with old run',
      run: () => void navigate({ to: '/runs/$runId/compare', params: { runId }, search: { with: oldId } })
    }
    if (effects) notifier.done(`${what} is being replayed.`, open)
    else notifier.done(`${what} is being replayed without side effects.`, compare)
  }
}

/** Returns a mutation that replays a stored delivery and links to the new run. */
export const useReplay = () => {
  const { trpc } = useApi()
  const notifier = useNotifier()
  const begun = useBegun()
  return useMutation({
    ...trpc.deliveries.replay.mutationOptions(),
    onSuccess: ({ runId }, { deliveryId, effects = true }) =>
      begun('The delivery', { runId, oldId: deliveryId, effects }),
    onError: notifier.failed
  })
}

/** Returns a mutation that replays the delivery of a run, or only the run's record. */
export const useReplayRun = (isRecord: boolean) => {
  const { trpc } = useApi()
  const notifier = useNotifier()
  const begun = useBegun()
  return useMutation({
    ...trpc.runs.replay.mutationOptions(),
    onSuccess: ({ runId }, { runId: oldId, effects = true }) =>
      begun(isRecord ? 'The record' : 'The delivery', { runId, oldId, effects }),
    onError: notifier.failed
  })
}

/** Returns the reason why this person cannot replay the delivery; null if they can. */
export const useWhyNoReplay = ({ noReplay }: Pick<OpenedDelivery, 'noReplay'>): string | null => {
  const { role } = usePerson()
  if (role === 'viewer') return 'Viewers cannot replay deliveries. Ask the owner of the flow to replay it.'
  return noReplay === null ? null : `This delivery cannot be replayed: ${noReplay}.`
}
