import { DAY, Fault } from '@hookwright/model'
import { eq, inArray, lt } from 'drizzle-orm'
import { connections, signIns } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run } from '../../statements/steps.ts'
import type { SignInStore } from '../../store.ts'

/**
 * Time for which an expired sign-in is kept, in milliseconds. It lets the server distinguish an expired
 * sign-in from an unknown one.
 */
const KEPT_AFTER_EXPIRY = DAY

export const createSignInStore = ({ tables, write }: Database): SignInStore => ({
  begin: ({ id, stateHash, connectionId, sealed, ...about }) =>
    write(function* () {
      const row = yield* get(
        tables.select({ id: connections.id }).from(connections).where(eq(connections.uid, connectionId))
      )
      if (row === undefined) throw new Fault('connection.gone')
      yield* run(
        tables.insert(signIns).values({
          ...about,
          uid: id,
          stateHash: Buffer.from(stateHash),
          connection: row.id,
          sealed: Buffer.from(sealed)
        })
      )
    }),
  take: which =>
    write(function* () {
      const rows = yield* all(
        tables
          .select({
            rowid: signIns.id,
            id: signIns.uid,
            sealed: signIns.sealed,
            connectionId: connections.uid
          })
          .from(signIns)
          .innerJoin(connections, eq(signIns.connection, connections.id))
          .where(
            'now' in which
              ? lt(signIns.expiresAt, which.now - KEPT_AFTER_EXPIRY)
              : eq(connections.uid, which.connectionId)
          )
      )
      const rowids = rows.map(({ rowid }) => rowid)
      if (rowids.length > 0) yield* run(tables.delete(signIns).where(inArray(signIns.id, rowids)))
      return rows.map(({ rowid: _, ...row }) => row)
    }),
  claim: (stateHash, session, now) =>
    write(function* () {
      const row = yield* get(
        tables
          .select({ attempt: signIns, connectionId: connections.uid })
          .from(signIns)
          .innerJoin(connections, eq(signIns.connection, connections.id))
          .where(eq(signIns.stateHash, Buffer.from(stateHash)))
      )
      if (row === undefined) return { is: 'unknown' }
      const { attempt, connectionId } = row
      const { returnTo, expiresAt } = attempt
      if (attempt.session !== session) return { is: 'other-session', returnTo }
      if (attempt.usedAt !== null) return { is: 'used', returnTo }
      if (now >= expiresAt) return { is: 'expired', returnTo }
      yield* run(tables.update(signIns).set({ usedAt: now }).where(eq(signIns.id, attempt.id)))
      const { uid, sealed, stateHash: hash } = attempt
      return {
        is: 'claimed',
        attempt: {
          id: uid,
          stateHash: hash,
          connectionId,
          session: attempt.session,
          sealed,
          returnTo,
          expiresAt
        }
      }
    })
})
