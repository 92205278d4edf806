import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type PingRun = inferRouterOutputs<AppRouter>['testConnections']['ping']

/** Response body of a service, possibly truncated. */
interface PingAnswer {
  body: string
  isCut: boolean
}

/**
 * Result of a ping. `answer` is the body of the service's error response; null if the ping failed without
 * such a response.
 */
export type PingResult =
  | { ok: true; took: number; at: number }
  | { ok: false; why: string; answer: PingAnswer | null; at: number }

const isJson = (body: string): boolean => {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}

const answerIn = (status: PingRun['status']): PingAnswer | null => {
  if (status.is !== 'failed') return null
  const { said, body } = status.fault.details
  if (said === undefined || body === undefined) return null
  // What a service said was found in JSON: what is none any more was cut.
  return { body: String(body), isCut: !isJson(String(body)) }
}

/** Returns the result of a ping from a run of `_authping`. */
export const pingResultOf = (run: Pick<PingRun, 'status' | 'startedAt' | 'finishedAt'>): PingResult => {
  const { status, startedAt, finishedAt } = run
  const at = finishedAt ?? startedAt
  if (status.is === 'succeeded') return { ok: true, took: at - startedAt, at }
  return {
    ok: false,
    why: status.is === 'failed' ? status.fault.message : 'The ping did not finish. Try again.',
    answer: answerIn(status),
    at
  }
}
