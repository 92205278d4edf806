/**
 * Returns a function that builds a statement at its first call and caches it, since building takes longer
 * than running.
 */
export const prepareOnce = <Statement>(build: () => Statement): (() => Statement) => {
  let statement: Statement | null = null
  return () => {
    statement ??= build()
    return statement
  }
}
