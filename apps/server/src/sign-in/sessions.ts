import { DAY, HOUR, MINUTE } from '@hookwright/model'
import type { AuthFile } from './auth-file.ts'
import { isRole, type Person } from './person.ts'

/** Maximum lifetime of a session in constant use. */
export const longestSession = 7 * DAY

/** Idle timeout of a session. */
const longestIdle = 8 * HOUR

/** Maximum lag of the stored time of last use, which avoids a write per request. */
const lastUseLag = 5 * MINUTE

/** Sessions created by better-auth, read directly from `auth.db`. */
export interface Sessions {
  /** Returns the person of a live session, which counts as a use; null when the session has expired. */
  use(token: string): Person | null
  /** Finds a session without extending it, for pages that only listen. */
  look(token: string): Person | null
  /** Returns the tokens of all sessions of a person. */
  tokensOf(personId: string): string[]
  /** Ends a session, if it exists. */
  end(token: string): void
  /** Deletes all expired sessions. */
  sweep(): void
}

/** Row of a session. better-auth sets `updatedAt` once, at the start; afterwards it holds the time of last use. */
interface SessionRow {
  expiresAt: number
  updatedAt: number
  id: string
  name: string
  role: string
}

/** Sessions in `auth.db`, with an idle and an absolute limit. */
export const openSessions = (db: AuthFile, clock: () => number): Sessions => {
  const find = db.prepare<[string], SessionRow>(
    `SELECT session.expiresAt, session.updatedAt, user.id, user.name, user.role
     FROM session JOIN user ON user.id = session.userId WHERE session.token = ?`
  )
  const findTokens = db.prepare<[string], string>('SELECT token FROM session WHERE userId = ?').pluck()
  const touch = db.prepare<[number, string]>('UPDATE session SET updatedAt = ? WHERE token = ?')
  const remove = db.prepare<[string]>('DELETE FROM session WHERE token = ?')
  const removeOld = db.prepare<[number, number]>('DELETE FROM session WHERE expiresAt <= ? OR updatedAt <= ?')

  const isOver = (row: SessionRow, now: number): boolean =>
    row.expiresAt <= now || row.updatedAt <= now - longestIdle

  const personOf = ({ id, name, role }: SessionRow): Person | null =>
    isRole(role) ? { id, name, role } : null

  return {
    use: token => {
      const row = find.get(token)
      const person = row && personOf(row)
      if (!row || !person) return null
      const now = clock()
      if (isOver(row, now)) {
        remove.run(token)
        return null
      }
      if (row.updatedAt <= now - lastUseLag) touch.run(now, token)
      return person
    },
    look: token => {
      const row = find.get(token)
      return row === undefined || isOver(row, clock()) ? null : personOf(row)
    },
    tokensOf: personId => findTokens.all(personId),
    end: token => {
      remove.run(token)
    },
    sweep: () => {
      const now = clock()
      removeOld.run(now, now - longestIdle)
    }
  }
}
