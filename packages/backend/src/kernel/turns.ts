import type { Store } from '@hookwright/store'

/** Runs an action once all earlier actions with the same key have ended, in any process. */
export type InTurn = <Result>(key: string, act: () => Promise<Result>) => Promise<Result>

/**
 * Creates a function that runs the actions of one kind one after the other for each key. Waiting actions of
 * this process hold no database lock. An action takes at most a minute and must not start another action of
 * the same kind.
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
