import { type Action, stateOf } from './action.ts'

/** Registered actions of the open pages. */
export interface ActionRegistry {
  /** Adds actions and returns a function that removes them. A later one with the same id hides the earlier. */
  register: (actions: readonly Action[]) => () => void
  /**
   * Returns all actions in the order in which they were added.
   * The array is replaced after each change and is otherwise the same.
   */
  all: () => readonly Action[]
  find: (id: string) => Action | undefined
  /** Runs an action if it is available now. Returns true if it ran. */
  run: (id: string) => boolean
  /** Calls back after each change. Returns a function that stops this. */
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
