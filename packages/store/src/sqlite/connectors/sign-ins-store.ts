import { DAY, Fault } from '@hookwright/model'
import { eq, lt } from 'drizzle-orm'
import { connections, signIns } from '../../schema/schema.ts'
import type { SignInStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/**
 * Time for which an expired sign-in is kept, so that it can be distinguished from an unknown one.
 */
const KEPT_AFTER_EXPIRY = DAY

export const createSignInStore = ({ tables, write }: SqliteFile): SignInStore => ({
  begin: ({ id, stateHash, connectionId, sealed, ...about }, now) =>
    write(() => {
      tables
        .delete(signIns)
        .where(lt(signIns.expiresAt, now - KEPT_AFTER_EXPIRY))
        .run()
      const row = tables
        .select({ id: connections.id })
        .from(connections)
        .where(eq(connections.uid, connectionId))
        .get()
      if (row === undefined) throw new Fault('connection.gone')
      tables
        .insert(signIns)
        .values({
          ...about,
          uid: id,
          stateHash: Buffer.from(stateHash),
          connection: row.id,
          sealed: Buffer.from(sealed)
        })
        .run()
    }),
  claim: (stateHash, session, now) =>
    write(() => {
      const row = tables
        .select({ attempt: signIns, connectionId: connections.uid })
        .from(signIns)
        .innerJoin(connections, eq(signIns.connection, connections.id))
        .where(eq(signIns.stateHash, Buffer.from(stateHash)))
        .get()
      if (row === undefined) return { is: 'unknown' }
      const { attempt, connectionId } = row
      const { returnTo, expiresAt } = attempt
      if (attempt.session !== session) return { is: 'other-session', returnTo }
      if (attempt.usedAt !== null) return { is: 'used', returnTo }
      if (now >= expiresAt) return { is: 'expired', returnTo }
      tables.update(signIns).set({ usedAt: now }).where(eq(signIns.id, attempt.id)).run()
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
