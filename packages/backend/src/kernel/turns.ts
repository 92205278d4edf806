import type { Store } from '@hookwright/store'

/** Runs an act once all earlier ones with its key have ended, in any process. */
export type InTurn = <Result>(key: string, act: () => Promise<Result>) => Promise<Result>

/**
 * Creates the turns of one kind of act. Acts of this process wait here, so that they hold no lock of the
 * database before it is their turn. An act takes a minute at most, and begins no other of its kind.
 */
export const createTurns = (store: Pick<Store, 'alone'>, kind: string): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  return (key, act) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(() => store.alone(`${kind}/${key}`, act))
    const ended = turn.catch(() => {})
    last.set(key, ended)
    ended.then(() => {
      if (last.get(key) === ended) last.delete(key)
    })
    return turn
  }
}
