import type { PageFault } from './fault-of.ts'

/**
 * State of the connection to the server.
 * `signed-out` means that the server no longer accepts the session.
 */
export type ServerState = 'fine' | 'signed-out' | 'unreachable'

/** Store of the server state, derived from the last answers. */
export interface ServerStatus {
  state: () => ServerState
  /** Records an answer and its fault, if any. */
  note: (fault: PageFault | null) => void
  subscribe: (listener: () => void) => () => void
}

/** Creates the store with the state `fine`. */
export const openServerStatus = (): ServerStatus => {
  let state: ServerState = 'fine'
  const listeners = new Set<() => void>()
  return {
    state: () => state,
    note: fault => {
      const next =
        fault?.code === 'sign-in.needed'
          ? 'signed-out'
          : fault?.code === 'unreachable'
            ? 'unreachable'
            : 'fine'
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
