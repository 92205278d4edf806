/** What is made of a value, at once where it is there. */
export const thenMaybe = <Value, Made>(
  value: Value | Promise<Value>,
  make: (value: Value) => Made | Promise<Made>
): Made | Promise<Made> => (value instanceof Promise ? value.then(make) : make(value))

/** What is made, or else what is made of what was thrown meanwhile; at once where nothing has to be waited for. */
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
