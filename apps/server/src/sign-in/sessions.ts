import { DAY, HOUR, MINUTE } from '@hookwright/model'
import type { AuthDatabase } from './auth-database.ts'
import { isRole, type Person } from './person.ts'

/** Maximum lifetime of a session in constant use. */
export const longestSession = 7 * DAY

/** Idle timeout of a session. */
const longestIdle = 8 * HOUR

/** Maximum delay before a use is stored, so that not every request writes to the database. */
const lastUseLag = 5 * MINUTE

/** Sessions created by better-auth, read directly from the database. */
export interface Sessions {
  /** Returns the person of a live session, which counts as a use; null when the session has expired. */
  use(token: string): Promise<Person | null>
  /**
   * Returns the person of a live session without extending it, for pages that only listen. Null when the
   * session has expired.
   */
  look(token: string): Promise<Person | null>
  /** Returns the tokens of all sessions of a person. */
  tokensOf(personId: string): Promise<string[]>
  /** Ends a session, if it exists. */
  end(token: string): Promise<void>
  /** Deletes all expired sessions. */
  sweep(): Promise<void>
}

/** Row of a session. `updatedAt` is the time of the last use; better-auth only sets it at the start. */
interface SessionRow {
  expiresAt: number
  updatedAt: number
  id: string
  name: string
  role: string
}

const FIND = `SELECT session."expiresAt", session."updatedAt", member.id, member.name, member.role
  FROM {session} AS session JOIN {user} AS member ON member.id = session."userId" WHERE session.token = ?`

/** Opens the sessions of the database, with a limit for idle time and one for total time. */
export const openSessions = ({ ask }: AuthDatabase, clock: () => number): Sessions => {
  const find = async (token: string): Promise<SessionRow | undefined> =>
    (await ask<SessionRow>(FIND, token))[0]

  const end = async (token: string): Promise<void> => {
    await ask('DELETE FROM {session} WHERE token = ?', token)
  }

  const isOver = (row: SessionRow, now: number): boolean =>
    row.expiresAt <= now || row.updatedAt <= now - longestIdle

  const personOf = ({ id, name, role }: SessionRow): Person | null =>
    isRole(role) ? { id, name, role } : null

  return {
    use: async token => {
      const row = await find(token)
      const person = row && personOf(row)
      if (!row || !person) return null
      const now = clock()
      if (isOver(row, now)) {
        await end(token)
        return null
      }
      if (row.updatedAt <= now - lastUseLag) {
        await ask('UPDATE {session} SET "updatedAt" = ? WHERE token = ?', now, token)
      }
      return person
    },
    look: async token => {
      const row = await find(token)
      return row === undefined || isOver(row, clock()) ? null : personOf(row)
    },
    tokensOf: async personId => {
      const rows = await ask<{ token: string }>('SELECT token FROM {session} WHERE "userId" = ?', personId)
      return rows.map(({ token }) => token)
    },
    end,
    sweep: async () => {
      const now = clock()
      await ask('DELETE FROM {session} WHERE "expiresAt" <= ? OR "updatedAt" <= ?', now, now - longestIdle)
    }
  }
}
