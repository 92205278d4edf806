import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useApi } from '../api/use-api.tsx'
import type { OpenDeliveryTold } from '../history/told.ts'
import { usePerson } from '../shell/use-person.ts'
import { useSay } from '../shell/use-say.ts'

/** Runs a kept delivery again, and says where the new run is. */
export const useReplay = () => {
  const { trpc, queryClient } = useApi()
  const say = useSay()
  const navigate = useNavigate()
  return useMutation({
    ...trpc.deliveries.replay.mutationOptions(),
    onSuccess: ({ runId }) => {
      // A run that is over is not told to change, but how often it was replayed does.
      void queryClient.invalidateQueries({ queryKey: trpc.runs.open.pathKey() })
      say.done('The delivery runs again.', {
        label: 'Open the new run',
        run: () => void navigate({ to: '/runs/$runId', params: { runId } })
      })
    },
    onError: say.failed
  })
}

/** Why this person cannot run it again, as a sentence; null when they can. */
export const useWhyNoReplay = ({ noReplay }: Pick<OpenDeliveryTold, 'noReplay'>): string | null => {
  const { role } = usePerson()
  if (role === 'viewer') return 'Your role viewer may look at deliveries only; ask their owner to replay one.'
  return noReplay === null ? null : `It cannot be replayed: ${noReplay}.`
}
