import { type Action, stateOf } from './action.ts'

/** Registered actions of the open pages. */
export interface ActionRegistry {
  /**
   * Adds actions and returns a function that removes them. An action overrides earlier ones with the same id.
   */
  register: (actions: readonly Action[]) => () => void
  /** Returns all actions in registration order. The array is a new object after each change only. */
  all: () => readonly Action[]
  find: (id: string) => Action | undefined
  /** Runs an action if it is currently available. Returns true if it ran. */
  run: (id: string) => boolean
  /** Calls `listener` after each change. Returns a function that unsubscribes. */
  subscribe: (listener: () => void) => () => void
}

/** Creates an empty registry. */
export const createActionRegistry = (): ActionRegistry => {
  let sets: (readonly Action[])[] = []
  let list: readonly Action[] = []
  const listeners = new Set<() => void>()

  const change = (next: (readonly Action[])[]): void => {
    sets = next
    list = [...new Map(sets.flat().map(action => [action.id, action])).values()]
    for (const listener of listeners) listener()
  }

  const find = (id: string): Action | undefined => list.find(action => action.id === id)

  return {
    register: actions => {
      change([...sets, actions])
      return () => change(sets.filter(set => set !== actions))
    },
    all: () => list,
    find,
    run: id => {
      const action = find(id)
      if (action === undefined || stateOf(action).is !== 'ready') return false
      action.run()
      return true
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
