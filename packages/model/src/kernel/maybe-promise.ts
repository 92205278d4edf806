/** Applies a function to a value; asynchronous only if the value is a promise. */
export const thenMaybe = <Value, Made>(
  value: Value | Promise<Value>,
  make: (value: Value) => Made | Promise<Made>
): Made | Promise<Made> => (value instanceof Promise ? value.then(make) : make(value))

/**
 * Calls a function and handles its throw or rejection; asynchronous only if the function returns a promise.
 */
export const catchMaybe = <Made>(
  make: () => Made | Promise<Made>,
  mend: (thrown: unknown) => Made | Promise<Made>
): Made | Promise<Made> => {
  try {
    const made = make()
    return made instanceof Promise ? made.catch(mend) : made
  } catch (thrown) {
    return mend(thrown)
  }
}
