import { type AuthDatabase, ask } from './auth-database.ts'
import { keyOfName, keyOfNetwork, limitsOf, TRIES_WINDOW, type Tries } from './tries.ts'

/**
 * Creates the counter of sign-in attempts in PostgreSQL. The limits of `countTries` then apply to all
 * processes together.
 */
export const countStoredTries = (db: AuthDatabase, clock: () => number): Tries => ({
  begin: params =>
    db.write(function* () {
      const now = clock()
      yield* ask('DELETE FROM {attempt} WHERE since <= ?', now - TRIES_WINDOW)
      const limits = limitsOf(params)
      const waits: number[] = []
      for (const { key, most } of limits) {
        const [count] = yield* ask<{ since: number }>(
          'SELECT since FROM {attempt} WHERE key = ? AND tries >= ?',
          ...[key, most]
        )
        if (count !== undefined) waits.push(count.since + TRIES_WINDOW - now)
      }
      if (waits.length > 0) return Math.max(...waits)
      const name = keyOfName(params)
      for (const { key } of limits) {
        yield* ask(
          `INSERT INTO {attempt} AS kept (key, name, tries, since) VALUES (?, ?, 1, ?)
           ON CONFLICT (key) DO UPDATE SET tries = kept.tries + 1`,
          ...[key, key === name ? params.nameKey : '', now]
        )
      }
      return null
    }),
  succeed: async params => {
    await db.ask('DELETE FROM {attempt} WHERE key = ?', keyOfName(params))
    const network = keyOfNetwork(params)
    if (network === null) return
    await db.ask('UPDATE {attempt} SET tries = tries - 1 WHERE key = ? AND tries > 0', network)
  },
  forgive: async nameKey => {
    // Rows of networks have no name, and nobody has an empty one.
    if (nameKey !== '') await db.ask('DELETE FROM {attempt} WHERE name = ?', nameKey)
  }
})
