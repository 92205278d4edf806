import { Fault } from '@hookwright/model'
import { isOfStalePlan } from './prepared.ts'

const reasons: Readonly<Record<string, string>> = {
  '53100': 'the disk of the PostgreSQL server is full',
  '53300': 'the PostgreSQL server accepts no more connections',
  '25006': 'the PostgreSQL server is read-only',
  '57P01': 'the PostgreSQL server is shutting down',
  '57P03': 'the PostgreSQL server is starting or stopping',
  '3D000': 'the PostgreSQL server has no database of that name',
  '42501': 'the PostgreSQL user may not do this; it needs to own the database'
}

const unreachable = /^(08|57P)|^E[A-Z]+$/

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''

/**
 * Returns the reason for an error of the connection or the server, such as “the disk of the PostgreSQL server
 * is full”. For an unknown error, returns its own message.
 */
const whyOf = (thrown: unknown): string => {
  const code = codeOf(thrown)
  const known = reasons[code]
  if (known !== undefined) return known
  if (code.startsWith('28')) return 'the PostgreSQL server refused the user or the password'
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const isLost = unreachable.test(code) || /^(Connection terminated|Client (was|has)|timeout)/i.test(message)
  return isLost ? `the PostgreSQL server cannot be reached (${code || message})` : message
}

/** Converts an error of the PostgreSQL client to `storage.failed`. */
export const toStorageFault = (thrown: unknown): Fault =>
  thrown instanceof Fault ? thrown : new Fault('storage.failed', { why: whyOf(thrown) }, thrown)

/**
 * Returns the fault of a failed statement, even if drizzle has wrapped it. Returns any other value unchanged.
 */
export const unwrapFault = (thrown: unknown): unknown =>
  thrown instanceof Error && thrown.cause instanceof Fault ? thrown.cause : thrown

/** Returns the PostgreSQL error code behind a fault; empty if there is none. */
const serverCodeOf = (thrown: unknown): string =>
  thrown instanceof Fault && thrown.code === 'storage.failed' ? codeOf(thrown.cause) : ''

/**
 * Returns true if a transaction failed only because of a concurrent one and can be retried. The cause is a
 * deadlock, or a table change that made a prepared statement stale.
 */
export const isConcurrencyConflict = (thrown: unknown): boolean =>
  /^40(P01|001)$/.test(serverCodeOf(thrown)) || (thrown instanceof Fault && isOfStalePlan(thrown.cause))

/**
 * Returns true for an error caused by a single job of a transaction that several jobs share: a fault, or a
 * value that the database refuses.
 */
export const isOfOneJob = (thrown: unknown): boolean =>
  !(thrown instanceof Fault && thrown.code === 'storage.failed') ||
  /^(21|22|23|54)/.test(serverCodeOf(thrown))
