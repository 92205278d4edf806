import type { ClientBase } from 'pg'

/** Statements of a transaction whose results nobody waits for, by its connection. */
const sent = new WeakMap<ClientBase, Promise<unknown>[]>()

/** Sends statements without waiting: the next ones follow on their heels, and the server answers in the same order. */
export const send = (client: ClientBase, statements: readonly Promise<unknown>[]): void => {
  // A failure is asked for later, or of no interest once the connection is lost.
  for (const statement of statements) statement.catch(() => {})
  sent.set(client, [...(sent.get(client) ?? []), ...statements])
}

/** Forgets what was sent on a connection. */
export const forgetSent = (client: ClientBase): void => {
  sent.delete(client)
}

/**
 * Returns the failure of the first sent statement that has failed; undefined when none has. A statement that follows it
 * in the same transaction fails only because of it.
 */
export const failureOfSent = async (client: ClientBase): Promise<{ thrown: unknown } | undefined> => {
  const settled = await Promise.allSettled(sent.get(client) ?? [])
  const failed = settled.find(({ status }) => status === 'rejected')
  return failed?.status === 'rejected' ? { thrown: failed.reason } : undefined
}
