import type { AppRouter } from '@hookwright/api'
import type { Id, Millis } from '@hookwright/model'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useEffect, useState } from 'react'
import { faultOf } from '../../api/fault-of.ts'
import { useTrpc } from '../../api/use-api.tsx'
import { useLatest } from '../../connectors/use-latest.ts'
import { useNow } from '../../switch/use-now.ts'

/** What was heard: the first request, and where it came. */
export type Heard = NonNullable<inferRouterOutputs<AppRouter>['listening']['progress']['heard']>

/** How listening stands. */
export type ListeningState =
  | { is: 'beginning' }
  | { is: 'listening'; url: string; left: Millis; of: Millis }
  | { is: 'heard'; heard: Heard }
  | { is: 'over' }
  | { is: 'failed'; why: string }

/** How often it is asked without being told, in case that nothing is heard of changes. */
const LOOK: Millis = 1_000
const COUNTED: Millis = 250
const TWO_MINUTES: Millis = 120_000

/** Listens for the next request of a maker's event for as long as it is shown. */
export const useListening = (flowId: Id): { state: ListeningState; again: () => void } => {
  const trpc = useTrpc()
  const [round, setRound] = useState(0)
  const begin = useMutation(trpc.listening.begin.mutationOptions())
  const end = useMutation(trpc.listening.end.mutationOptions())
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
    return left <= 0 ? { is: 'over' } : { is: 'listening', url: data.url, left, of: TWO_MINUTES }
  }
  return { state: stateNow(), again: () => setRound(round + 1) }
}
