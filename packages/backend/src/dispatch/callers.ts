import { type Id, type Millis, RawResponse, type RunStatus, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Result of a run, as reported to the API caller that waits for it. */
export type CallResult =
  | { is: 'response'; response: RawResponse }
  /** Successful run without a response. */
  | { is: 'no-response' }
  /** Run that failed, was cancelled, or is on hold. */
  | { is: 'failed' }
  /**
   * The caller stopped waiting before the run ended: after the timeout, or because the server is stopping.
   */
  | { is: 'timed-out' | 'stopping' }

/** Caller that waits for a run to end, but not for the response of its flow. */
export interface RunWatcher {
  /** Called with the run's status. `result` is the result of its last card. */
  ended: (status: RunStatus, result: unknown) => void
  stopping: () => void
}

/** Timeout of a caller that waits for a response. */
export const CALL_TIME: Millis = 30 * SECOND

/** Maximum number of waiting callers. */
const MOST_CALLERS = 1_000

/**
 * Callers of API endpoints that wait for the results of runs. In memory only: a restart closes
 * their connections.
 */
export interface Callers {
  isFull: () => boolean
  has: (runId: Id) => boolean
  /** Waits for the result of a run, reported once. Returns a function that cancels the wait. */
  wait: (runId: Id, notify: (result: CallResult) => void) => () => void
  /**
   * Waits for the result of a run without a time limit. Calls `ended` with each stored status, including
   * temporary ones. Returns a function that cancels the wait.
   */
  watch: (runId: Id, watcher: RunWatcher) => () => void
  /** Reports a stored run to its caller, if any. `result` is the result of the run's last card. */
  ended: (runId: Id, status: RunStatus, result: unknown) => void
  /** Notifies all current and later callers that the server is stopping. */
  stop: () => void
}

const resultOf = (status: RunStatus, result: unknown): CallResult | null => {
  switch (status.is) {
    case 'queued':
    case 'running':
    case 'waiting':
      return null
    case 'failed':
    case 'cancelled':
    case 'on-hold':
      return { is: 'failed' }
    case 'succeeded': {
      const parsed = RawResponse.safeParse(result)
      return parsed.success ? { is: 'response', response: parsed.data } : { is: 'no-response' }
    }
  }
}

export const createCallers = ({
  effects,
  most = MOST_CALLERS
}: {
  effects: Pick<Effects, 'after'>
  most?: number
}): Callers => {
  const waiting = new Map<Id, RunWatcher>()
  let isStopping = false

  return {
    isFull: () => waiting.size >= most,
    has: runId => waiting.size > 0 && waiting.has(runId),
    wait: (runId, notify) => {
      if (isStopping) {
        notify({ is: 'stopping' })
        return () => {}
      }
      const cancel = effects.after(CALL_TIME, () => finish({ is: 'timed-out' }))
      const leave = (): void => {
        cancel()
        waiting.delete(runId)
      }
      const finish = (result: CallResult): void => {
        leave()
        notify(result)
      }
      waiting.set(runId, {
        ended: (status, result) => {
          const answer = resultOf(status, result)
          if (answer !== null) finish(answer)
        },
        stopping: () => finish({ is: 'stopping' })
      })
      return leave
    },
    watch: (runId, watcher) => {
      if (isStopping) watcher.stopping()
      else waiting.set(runId, watcher)
      return () => {
        if (waiting.get(runId) === watcher) waiting.delete(runId)
      }
    },
    ended: (runId, status, result) => waiting.get(runId)?.ended(status, result),
    stop: () => {
      isStopping = true
      for (const watcher of [...waiting.values()]) watcher.stopping()
    }
  }
}
