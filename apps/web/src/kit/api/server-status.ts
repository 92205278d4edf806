import type { PageFault } from './fault-of.ts'

/**
 * State of the connection to the server. `signed-out` means that the server no longer accepts the session,
 * `updated` that it has another version than this page, which continues working.
 */
export type ServerState = 'fine' | 'signed-out' | 'unreachable' | 'updated'

/** Store of the server state, derived from the last answers. */
export interface ServerStatus {
  state: () => ServerState
  /** Records an answer and its fault, if any. */
  note: (fault: PageFault | null) => void
  /** Records the version of the server; null where an answer names none. */
  noteVersion: (version: string | null) => void
  subscribe: (listener: () => void) => () => void
}

/** Creates the store with the state `fine`, for a page of this version. */
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
 * Resolves to false when the server cannot be reached. This includes a proxy that answers with 502 or 503 since it
 * cannot reach the server.
 */
export const serverAnswers = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ status }) => status < 500,
    () => false
  )
