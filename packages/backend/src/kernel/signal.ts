/**
 * Creates a signal from a part to parts that are created later, so that no part depends on one that
 * does not exist yet.
 */
export const createSignal = <Value = void>() => {
  const listeners: ((value: Value) => void)[] = []

  return {
    /** Calls the listeners in the order in which they were added. */
    notify: (value: Value): void => {
      for (const listener of listeners) listener(value)
    },
    listen: (listener: (value: Value) => void): void => {
      listeners.push(listener)
    }
  }
}
