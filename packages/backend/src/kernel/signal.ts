/** Creates a signal that connects a component to listeners created later. */
export const createSignal = <Value = void>() => {
  const listeners: ((value: Value) => void)[] = []

  return {
    /** Calls the listeners in the order of their registration. */
    notify: (value: Value): void => {
      for (const listener of listeners) listener(value)
    },
    listen: (listener: (value: Value) => void): void => {
      listeners.push(listener)
    }
  }
}
