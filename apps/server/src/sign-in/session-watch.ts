import { SECOND } from '@hookwright/model'
import type { Sessions } from './sessions.ts'

/** Reasons to stop waiting. */
export type WhyOver = 'signed-out' | 'another-role' | 'aborted'

/** Notifies waiting requests of the end of sessions. */
export interface SessionWatch {
  /** Resolves when the session has ended, its person's role has changed, or the signal is aborted. */
  untilAnother(token: string | null, signal: AbortSignal): Promise<WhyOver>
  /** Called when a session has ended, or its person got another role. */
  changed(token: string): void
}

/** Polling interval for sessions that end without a notification: expired, or ended elsewhere. */
const period = 10 * SECOND

/** Creates the watch over sessions. Each waiting request has a timer; without any there is none. */
export const createSessionWatch = (params: {
  sessions: Pick<Sessions, 'look'>
  after: (delay: number, act: () => void) => () => void
}): SessionWatch => {
  const { sessions, after } = params
  const waiting = new Map<string, Set<() => void>>()

  const whyOver = (token: string | null, signal: AbortSignal): WhyOver => {
    if (signal.aborted) return 'aborted'
    return token === null || sessions.look(token) === null ? 'signed-out' : 'another-role'
  }

  return {
    untilAnother: (token, signal) =>
      new Promise(resolve => {
        const person = token === null ? null : sessions.look(token)
        if (token === null || person === null || signal.aborted) return resolve(whyOver(token, signal))
        let cancel = (): void => {}
        const ends = waiting.get(token) ?? new Set()
        waiting.set(token, ends)
        const end = (): void => {
          cancel()
          signal.removeEventListener('abort', end)
          ends.delete(end)
          if (ends.size === 0) waiting.delete(token)
          resolve(whyOver(token, signal))
        }
        const look = (): void => {
          cancel = after(period, () => {
            if (sessions.look(token)?.role === person.role) look()
            else end()
          })
        }
        ends.add(end)
        signal.addEventListener('abort', end)
        look()
      }),
    changed: token => {
      for (const end of [...(waiting.get(token) ?? [])]) end()
    }
  }
}
