/** Signal from a part to those that are created after it, so that no part needs another one before that exists. */
export const createSignal = <Value = void>() => {
  const listeners: ((value: Value) => void)[] = []

  return {
    /** Calls the listeners in the order in which they were added. */
    tell: (value: Value): void => {
      for (const listener of listeners) listener(value)
    },
    listen: (listener: (value: Value) => void): void => {
      listeners.push(listener)
    }
  }
}
