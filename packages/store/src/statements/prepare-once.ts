/** Caches a statement at its first use, since building one takes longer than running it. */
export const prepareOnce = <Statement>(build: () => Statement): (() => Statement) => {
  let statement: Statement | null = null
  return () => {
    statement ??= build()
    return statement
  }
}
