import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'

/** Function that loads the sample (demo connectors, connections and a flow), with its state. */
export interface LoadSample {
  load: () => void
  busy: boolean
  /** Reason why the sample cannot be loaded, as a sentence; null if it can. */
  whyNot: string | null
}

/**
 * Returns the function that loads the sample.
 *
 * A toast confirms the loading and offers to open the flow, unless `isStep` is set: then a step on the same
 * page shows this.
 */
export const useLoadSample = ({ isStep = false }: { isStep?: boolean } = {}): LoadSample => {
  const notifier = useNotifier()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const practiceUrl = usePracticeUrl()
  const whyNotMaker = useWhyNotMaker()
  const { mutate, isPending } = useMutation(
    useTrpc().installation.loadSample.mutationOptions({
      onSuccess: async ({ flowId }) => {
        // It brings a connector, a version, connections and a flow: nearly every list.
        await queryClient.invalidateQueries()
        if (isStep) return
        notifier.done('The sample is loaded, with the flow “Welcome new joiners”.', {
          label: 'Open the flow',
          run: () => void navigate({ to: '/flows/$flowId', params: { flowId } })
        })
      },
      onError: notifier.failed
    })
  )
  const noPractice =
    practiceUrl === null
      ? 'The sample needs the practice service, which is not running on this server.'
      : null
  return { load: () => mutate(), busy: isPending, whyNot: whyNotMaker ?? noPractice }
}
