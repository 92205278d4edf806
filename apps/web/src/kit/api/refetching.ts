import type { Invalidation, Millis } from '@hookwright/model'
import type { Query, QueryClient } from '@tanstack/react-query'
import { hasTopic, isConcerned, readKey } from './concerned.ts'
import { timeBetween } from './topic-queries.ts'

/** Refetching of visible queries after invalidations from the server. */
export interface Refetching {
  /** Refetches the affected queries, immediately or after the query's minimum interval. */
  hear: (invalidations: readonly Invalidation[]) => void
  /**
   * Refetches all loaded queries, including running and failed ones.
   *
   * It is called on the first message of a live connection, since the server sent no invalidations before it.
   */
  catchUp: () => void
}

/** Time until a query that is being fetched is checked again, in milliseconds. */
const LOOK_AGAIN: Millis = 100

/**
 * Creates the object that refetches the queries of a page after invalidations.
 *
 * Queries that are not visible are only marked as outdated and are refetched when they become visible.
 */
export const openRefetching = (params: {
  queryClient: QueryClient
  clock: () => Millis
  /** Calls back once after the given number of milliseconds. */
  after: (wait: Millis, act: () => void) => void
}): Refetching => {
  const { queryClient, clock, after } = params
  const cache = queryClient.getQueryCache()
  const lastAt = new Map<string, Millis>()
  const dueAt = new Map<string, Millis>()
  let armedFor = Number.POSITIVE_INFINITY

  const arm = (at: Millis): void => {
    if (at >= armedFor) return
    armedFor = at
    after(Math.max(0, at - clock()), () => {
      if (armedFor !== at) return
      armedFor = Number.POSITIVE_INFINITY
      fetchDue()
    })
  }

  const putOff = (hash: string, at: Millis): void => {
    dueAt.set(hash, at)
    arm(at)
  }

  const fetchDue = (): void => {
    const now = clock()
    const ready = new Set<string>()
    for (const [hash, at] of dueAt) {
      const query = cache.get(hash)
      if (query === undefined) {
        dueAt.delete(hash)
        lastAt.delete(hash)
      } else if (at > now) {
        arm(at)
      } else if (query.state.fetchStatus === 'fetching') {
        // Its answer may have been made before the change; to begin anew each time would let it never end.
        putOff(hash, now + LOOK_AGAIN)
      } else {
        ready.add(hash)
        dueAt.delete(hash)
        lastAt.set(hash, now)
      }
    }
    if (ready.size > 0) {
      // What fails is noted by the query itself.
      void queryClient.invalidateQueries({ predicate: ({ queryHash }) => ready.has(queryHash) })
    }
  }

  const fetchSoon = (queries: readonly Query[]): void => {
    for (const { queryHash, queryKey } of queries) {
      if (dueAt.has(queryHash)) continue
      const last = lastAt.get(queryHash) ?? Number.NEGATIVE_INFINITY
      const { procedure = '', input } = readKey(queryKey) ?? {}
      dueAt.set(queryHash, Math.max(clock(), last + timeBetween(procedure, input)))
    }
    fetchDue()
  }

  return {
    hear: invalidations =>
      fetchSoon(
        cache.findAll({
          predicate: ({ queryKey, state }) => isConcerned(queryKey, invalidations, state.data)
        })
      ),
    catchUp: () =>
      fetchSoon(
        cache.findAll({
          predicate: ({ queryKey, state }) =>
            hasTopic(queryKey) && (state.status !== 'pending' || state.fetchStatus === 'fetching')
        })
      )
  }
}
