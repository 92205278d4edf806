import type { Id, Topic } from '@hookwright/model'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { LiveState } from './live.ts'
import { useApi } from './use-api.tsx'

/** Returns the state of the live connection. */
export const useLiveState = (): LiveState => {
  const { live } = useApi()
  return useSyncExternalStore(live.subscribe, live.state)
}

/**
 * Calls `act` on invalidations of these topics, with the changed ids.
 *
 * An empty list means that any item may have changed, for example after a lost connection. For pages that do
 * more than refetch queries.
 */
export const useTopicChanges = (topics: readonly Topic[], act: (ids: Id[]) => void): void => {
  const { live } = useApi()
  const latest = useRef({ topics, act })
  useEffect(() => {
    latest.current = { topics, act }
  })
  useEffect(
    () =>
      live.hear(invalidations => {
        const { topics, act } = latest.current
        const heard = invalidations.filter(({ topic }) => topics.includes(topic))
        if (invalidations.length === 0) act([])
        else if (heard.length > 0) {
          const all = heard.some(({ ids }) => ids.length === 0)
          act(all ? [] : [...new Set(heard.flatMap(({ ids }) => ids))])
        }
      }),
    [live]
  )
}
