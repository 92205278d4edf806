import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type PingRun = inferRouterOutputs<AppRouter>['testConnections']['ping']

/** How a ping came out, in a word and a sentence, with the answer of the service where that tells only words of it. */
export type PingResult =
  | { ok: true; took: number; at: number }
  | { ok: false; why: string; answer: string | null; at: number }

const answerIn = (status: PingRun['status']): string | null => {
  if (status.is !== 'failed') return null
  const { said, body } = status.fault.details
  return said === undefined || body === undefined ? null : String(body)
}

/** A run of `_authping` as the result of a ping. */
export const pingResultOf = (run: Pick<PingRun, 'status' | 'startedAt' | 'finishedAt'>): PingResult => {
  const { status, startedAt, finishedAt } = run
  const at = finishedAt ?? startedAt
  if (status.is === 'succeeded') return { ok: true, took: at - startedAt, at }
  return {
    ok: false,
    why: status.is === 'failed' ? status.fault.message : 'The ping did not finish; try it again.',
    answer: answerIn(status),
    at
  }
}
