import type { AppRouter } from '@hookwright/api'
import type { Id, Millis } from '@hookwright/model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useEffect, useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useLatest } from '../../../kit/api/use-latest.ts'
import { useNow } from '../../switch/use-now.ts'

/** First captured request, with the test URL that received it. */
export type CapturedRequest = NonNullable<inferRouterOutputs<AppRouter>['listening']['progress']['heard']>

/** Registration state of the test URL. */
export type ListenedRegistration = NonNullable<
  inferRouterOutputs<AppRouter>['listening']['progress']['registration']
>

/** State of a listening session. */
export type ListeningState =
  | { is: 'beginning' }
  | { is: 'listening'; url: string; signingSecret: string | null; left: Millis; of: Millis }
  | { is: 'heard'; heard: CapturedRequest }
  | { is: 'over' }
  | { is: 'failed'; why: string }

/** Polling interval, in case an invalidation from the server is lost. */
const LOOK: Millis = 1_000
const COUNTED: Millis = 250

/** Listens for the next request of a maker's event while the component is mounted. */
export const useListening = (
  flowId: Id
): {
  state: ListeningState
  /** Registration of the test URL at the service. `null` if the user must enter the URL there manually. */
  registration: ListenedRegistration | null
  again: () => void
  /** Extends the listening time by two minutes, even after it has ended. */
  extend: { run: () => void; isBusy: boolean; why: string | null }
} => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [round, setRound] = useState(0)
  const begin = useMutation(trpc.listening.begin.mutationOptions())
  const end = useMutation(trpc.listening.end.mutationOptions())
  const extend = useMutation(
    trpc.listening.extend.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.listening.progress.pathKey() })
    })
  )
  const latest = useLatest({ begin: begin.mutateAsync, end: end.mutateAsync })

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round begins anew.
  useEffect(() => {
    // What failed to begin is said by the mutation; what is over by then need not be ended.
    const begun = latest.current.begin({ flowId }).catch(() => null)
    return () => void begun.then(known => known && latest.current.end(known).catch(() => {}))
  }, [flowId, round])

  const listeningId = begin.data?.listeningId ?? ''
  const { data, dataUpdatedAt, error } = useQuery({
    ...trpc.listening.progress.queryOptions({ listeningId }),
    enabled: listeningId !== '' && !begin.isPending,
    refetchInterval: query => (query.state.data?.heard || query.state.status === 'error' ? false : LOOK)
  })
  const isCounting = data !== undefined && data.heard === null && error === null
  const here = useNow(isCounting ? COUNTED : null)

  const stateNow = (): ListeningState => {
    const thrown = begin.error ?? error
    if (thrown !== null) return { is: 'failed', why: faultOf(thrown).message }
    if (begin.isPending || data === undefined) return { is: 'beginning' }
    if (data.heard !== null) return { is: 'heard', heard: data.heard }
    const left = data.until - (Math.max(here, dataUpdatedAt) + data.now - dataUpdatedAt)
    if (left <= 0) return { is: 'over' }
    const { url, signingSecret } = data
    return { is: 'listening', url, signingSecret, left, of: data.until - data.since }
  }
  return {
    state: stateNow(),
    registration: data?.registration ?? null,
    again: () => setRound(round + 1),
    extend: {
      run: () => extend.mutate({ listeningId }),
      isBusy: extend.isPending,
      why: extend.error && faultOf(extend.error).message
    }
  }
}
