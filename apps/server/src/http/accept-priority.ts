/** Priority of accepting connections over work that can wait. */
export interface AcceptPriority {
  /** Notes that a connection was accepted. */
  accepted: () => void
  /** True while a connection is accepted in each turn of the event loop, so that work should wait. */
  isAccepting: () => boolean
  /** Runs an action in a later turn of the event loop, once no connection waits to be accepted. */
  whenIdle: (act: () => void) => void
}

/** Turns for which work waits for connections, and for which it then goes on beside them. A backlog is at most 511 long. */
const DEFERRED = 512
const ADMITTED = 512

/**
 * Defers work while connections wait to be accepted. Node accepts one connection in each turn of the event loop, so an
 * event behind 200 other connections would wait for 200 turns with all the work that is done in them (decision 093).
 * Endless new connections hold up the work for at most half of the turns.
 *
 * @param soon acts in the next turn of the event loop
 */
export const createAcceptPriority = (soon: (act: () => void) => void = setImmediate): AcceptPriority => {
  /** Turns in a row in which a connection was accepted. */
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
