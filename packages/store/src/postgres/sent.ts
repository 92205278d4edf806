import type { ClientBase } from 'pg'

/**
 * Statements that were sent without waiting for their results, for the current transaction of each
 * connection.
 */
const sent = new WeakMap<ClientBase, Promise<unknown>[]>()

/** Sends statements without waiting for their results. The server processes them in order. */
export const send = (client: ClientBase, statements: readonly Promise<unknown>[]): void => {
  // A failure is asked for later, or of no interest once the connection is lost.
  for (const statement of statements) statement.catch(() => {})
  sent.set(client, [...(sent.get(client) ?? []), ...statements])
}

/** Forgets the statements sent on a connection. */
export const forgetSent = (client: ClientBase): void => {
  sent.delete(client)
}

/**
 * Returns the error of the first sent statement that failed; `undefined` if none did. Later statements of the
 * same transaction fail only as a consequence.
 */
export const failureOfSent = async (client: ClientBase): Promise<{ thrown: unknown } | undefined> => {
  const settled = await Promise.allSettled(sent.get(client) ?? [])
  const failed = settled.find(({ status }) => status === 'rejected')
  return failed?.status === 'rejected' ? { thrown: failed.reason } : undefined
}
