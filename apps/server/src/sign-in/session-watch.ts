import { SECOND } from '@hookwright/model'
import type { Role } from './person.ts'
import type { Sessions } from './sessions.ts'

/** Reason why a request stops waiting for the end of its session. */
export type WaitEndReason = 'signed-out' | 'another-role' | 'aborted'

/** Watch that notifies waiting requests when their session ends. */
export interface SessionWatch {
  /** Resolves when the session has ended, its person's role has changed, or the signal is aborted. */
  untilAnother(token: string | null, signal: AbortSignal): Promise<WaitEndReason>
  /** Called when a session has ended, or its person got another role. */
  changed(token: string): void
  /** Called when any session may have ended or changed. */
  lookAgain(): void
}

/** Polling interval for sessions that end without a notification: expired, or ended elsewhere. */
const period = 10 * SECOND

/** Request that waits for the end of a session. */
interface Waiting {
  end: () => void
  /** Checks the session now and, while it continues, after each period. */
  look: () => void
}

/**
 * Creates the watch over sessions. Each waiting request has its own timer; without waiting requests, no timer
 * runs.
 */
export const createSessionWatch = (params: {
  sessions: Pick<Sessions, 'look'>
  after: (delay: number, act: () => void) => () => void
}): SessionWatch => {
  const { sessions, after } = params
  const waiting = new Map<string, Set<Waiting>>()

  const whyOver = async (token: string | null, signal: AbortSignal): Promise<WaitEndReason> => {
    if (signal.aborted) return 'aborted'
    return token === null || (await sessions.look(token)) === null ? 'signed-out' : 'another-role'
  }

  /** Waits until the session ends, its person's role changes, or the signal is aborted. */
  const untilOver = (token: string, signal: AbortSignal): Promise<void> =>
    new Promise(resolve => {
      let cancel = (): void => {}
      let isOver = false
      let role: Role | null = null
      const ofToken = waiting.get(token) ?? new Set()
      waiting.set(token, ofToken)
      const end = (): void => {
        isOver = true
        cancel()
        signal.removeEventListener('abort', end)
        ofToken.delete(own)
        if (ofToken.size === 0) waiting.delete(token)
        resolve()
      }
      const rest = (): void => {
        if (isOver) return
        cancel()
        cancel = after(period, look)
      }
      const look = (): void => {
        cancel()
        sessions.look(token).then(
          person => {
            if (isOver) return
            if (person === null || (role !== null && person.role !== role)) return end()
            role = person.role
            rest()
          },
          // A session is not over because the database cannot be asked.
          rest
        )
      }
      const own: Waiting = { end, look }
      ofToken.add(own)
      signal.addEventListener('abort', end)
      look()
    })

  return {
    untilAnother: async (token, signal) => {
      if (token !== null && !signal.aborted) await untilOver(token, signal)
      return whyOver(token, signal)
    },
    changed: token => {
      for (const { end } of [...(waiting.get(token) ?? [])]) end()
    },
    lookAgain: () => {
      for (const ofToken of waiting.values()) for (const { look } of ofToken) look()
    }
  }
}
