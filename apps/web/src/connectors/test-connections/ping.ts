import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** How a ping came out, in a word and a sentence. */
export type PingResult = { ok: true; took: number; at: number } | { ok: false; why: string; at: number }

/** A run of `_authping` as the result of a ping. */
export const pingResultOf = (run: inferRouterOutputs<AppRouter>['testConnections']['ping']): PingResult => {
  const { status, startedAt, finishedAt } = run
  const at = finishedAt ?? startedAt
  if (status.is === 'succeeded') return { ok: true, took: at - startedAt, at }
  return {
    ok: false,
    why: status.is === 'failed' ? status.fault.message : 'The ping did not finish; try it again.',
    at
  }
}
