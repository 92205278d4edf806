import type { PageFault } from './fault-of.ts'

/**
 * State of the connection to the server.
 *
 * `signed-out` means that the server no longer accepts the session. `updated` means that the server has a
 * different version than this page; the page still works.
 */
export type ServerState = 'fine' | 'signed-out' | 'unreachable' | 'updated'

/** Store of the server state, derived from the latest responses. */
export interface ServerStatus {
  state: () => ServerState
  /** Updates the state after a response: `fault` is its error, null for success. */
  note: (fault: PageFault | null) => void
  /** Records the server version from a response; null if the response contains none. */
  noteVersion: (version: string | null) => void
  subscribe: (listener: () => void) => () => void
}

/** Creates the store with the state `fine`. `own` is the version of this page. */
export const openServerStatus = (own: string): ServerStatus => {
  let state: ServerState = 'fine'
  let usual: 'fine' | 'updated' = 'fine'
  const listeners = new Set<() => void>()
  const become = (next: ServerState): void => {
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }
  return {
    state: () => state,
    note: fault =>
      become(
        fault?.code === 'sign-in.needed'
          ? 'signed-out'
          : fault?.code === 'unreachable'
            ? 'unreachable'
            : usual
      ),
    noteVersion: version => {
      if (version === null) return
      const before = usual
      usual = version === own ? 'fine' : 'updated'
      if (state === before) become(usual)
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

/**
 * Resolves to true when the server can be reached. A proxy that responds with 502 or 503 counts as
 * unreachable.
 */
export const serverAnswers = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ status }) => status < 500,
    () => false
  )
