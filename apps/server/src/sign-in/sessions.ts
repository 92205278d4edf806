import { DAY, HOUR, MINUTE } from '@hookwright/model'
import type { AuthDatabase } from './auth-database.ts'
import { isRole, type Person } from './person.ts'

/** Maximum lifetime of a session in constant use. */
export const longestSession = 7 * DAY

/** Idle timeout of a session. */
const longestIdle = 8 * HOUR

/** Maximum lag of the stored time of last use, which avoids a write per request. */
const lastUseLag = 5 * MINUTE

/** Sessions created by better-auth, read directly from the database. */
export interface Sessions {
  /** Returns the person of a live session, which counts as a use; null when the session has expired. */
  use(token: string): Promise<Person | null>
  /** Finds a session without extending it, for pages that only listen. */
  look(token: string): Promise<Person | null>
  /** Returns the tokens of all sessions of a person. */
  tokensOf(personId: string): Promise<string[]>
  /** Ends a session, if it exists. */
  end(token: string): Promise<void>
  /** Deletes all expired sessions. */
  sweep(): Promise<void>
}

/** Row of a session. better-auth sets `updatedAt` once, at the start; afterwards it holds the time of last use. */
interface SessionRow {
  expiresAt: number
  updatedAt: number
  id: string
  name: string
  role: string
}

const FIND = `SELECT session."expiresAt", session."updatedAt", member.id, member.name, member.role
  FROM {session} AS session JOIN {user} AS member ON member.id = session."userId" WHERE session.token = ?`

/** Sessions of the database, with an idle and an absolute limit. */
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
