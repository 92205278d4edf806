/** Priority of accepting new TCP connections over work that can wait. */
export interface AcceptPriority {
  /** Reports that a connection was accepted. */
  accepted: () => void
  /** Returns true while each turn of the event loop accepts a connection. Other work should then wait. */
  isAccepting: () => boolean
  /** Runs an action in a later turn of the event loop, once no connection waits to be accepted. */
  whenIdle: (act: () => void) => void
}

/**
 * Number of turns for which work is deferred. Then work runs for `ADMITTED` turns. A backlog has at most 511
 * connections.
 */
const DEFERRED = 512
const ADMITTED = 512

/**
 * Defers work while connections are waiting to be accepted. Node accepts one connection per turn of the event
 * loop, so an event behind 200 other connections would wait for 200 turns and their work (decision 093). A
 * constant stream of connections defers work for at most half of the turns.
 *
 * @param soon runs an action in the next turn of the event loop
 */
export const createAcceptPriority = (soon: (act: () => void) => void = setImmediate): AcceptPriority => {
  /** Number of consecutive turns that accepted a connection. */
  let turns = 0
  let acceptedInTurn = false
  let armed = false
  let waiting: (() => void)[] = []

  const isAccepting = (): boolean => (acceptedInTurn || turns > 0) && turns % (DEFERRED + ADMITTED) < DEFERRED

  const arm = (): void => {
    if (armed) return
    armed = true
    soon(endTurn)
  }

  const endTurn = (): void => {
    armed = false
    turns = acceptedInTurn ? turns + 1 : 0
    acceptedInTurn = false
    if (!isAccepting()) {
      const due = waiting
      waiting = []
      for (const act of due) act()
    }
    if (turns > 0 || waiting.length > 0) arm()
  }

  return {
    accepted: () => {
      acceptedInTurn = true
      arm()
    },
    isAccepting,
    whenIdle: act => {
      waiting.push(act)
      arm()
    }
  }
}
