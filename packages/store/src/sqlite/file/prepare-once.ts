/** Builds a statement when it is first needed, and keeps it: building one takes longer than running it. */
export const prepareOnce = <Statement>(build: () => Statement): (() => Statement) => {
  let statement: Statement | null = null
  return () => {
    statement ??= build()
    return statement
  }
}
