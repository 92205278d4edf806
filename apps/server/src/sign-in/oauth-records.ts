import { createHash } from 'node:crypto'
import { SECOND } from '@hookwright/model'
import { type AuthDatabase, ask } from './auth-database.ts'

/** Object of the authorization server, such as a code or a token, in the format of oidc-provider. */
export interface OauthPayload extends Record<string, unknown> {
  jti?: string
  uid?: string
  grantId?: string
  consumed?: unknown
}

/**
 * Stored objects of the authorization server. They are found by the hash of their id; the id of a token is
 * the token itself.
 */
export interface OauthRecords {
  /** Stores an object, for a number of seconds or for good. */
  put(model: string, id: string, payload: OauthPayload, seconds: number | undefined): Promise<void>
  find(model: string, id: string): Promise<OauthPayload | null>
  findByUid(model: string, uid: string): Promise<OauthPayload | null>
  /**
   * Marks an object, such as a code, as used. Returns false if it was already used, even by another process.
   */
  consume(model: string, id: string): Promise<boolean>
  remove(model: string, id: string): Promise<void>
  /** Returns the number of clients that registered themselves. */
  countClients(): Promise<number>
  /**
   * Deletes expired objects. Also deletes clients that registered before this time and have no access from
   * any member.
   */
  sweep(clientsBefore: number): Promise<void>
}

/** Object kind (`model`) of clients that registered themselves. */
const CLIENT = 'Client'

/** Returns the hash under which an object is stored. A copy of the database thus contains no usable token. */
export const recordIdOf = (id: string): string => createHash('sha256').update(id).digest('hex')

interface Row {
  payload: string
  consumedAt: number | null
  expiresAt: number | null
}

/** Opens the storage of the authorization server's objects. Expired objects are not found. */
export const openOauthRecords = (db: AuthDatabase, clock: () => number): OauthRecords => {
  const payloadOf = (row: Row | undefined, jti?: string): OauthPayload | null => {
    if (row === undefined || (row.expiresAt !== null && row.expiresAt <= clock())) return null
    const payload: OauthPayload = JSON.parse(row.payload)
    return {
      ...payload,
      ...(jti !== undefined && { jti }),
      ...(row.consumedAt !== null && { consumed: Math.floor(row.consumedAt / SECOND) })
    }
  }
  return {
    put: async (model, id, payload, seconds) => {
      // Its id is a secret, which the one who asks has.
      const { jti: _, ...rest } = payload
      const now = clock()
      const grantId = model === 'Grant' ? id : (payload.grantId ?? null)
      await db.ask(
        `INSERT INTO {oauth_record} (model, id, payload, "grantId", uid, "createdAt", "expiresAt")
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload,
         "grantId" = excluded."grantId", uid = excluded.uid, "expiresAt" = excluded."expiresAt"`,
        ...[model, recordIdOf(id), JSON.stringify(rest), grantId, payload.uid ?? null, now],
        seconds === undefined ? null : now + seconds * SECOND
      )
    },
    find: async (model, id) => {
      const [row] = await db.ask<Row>(
        'SELECT payload, "consumedAt", "expiresAt" FROM {oauth_record} WHERE model = ? AND id = ?',
        ...[model, recordIdOf(id)]
      )
      return payloadOf(row, id)
    },
    findByUid: async (model, uid) => {
      const [row] = await db.ask<Row>(
        'SELECT payload, "consumedAt", "expiresAt" FROM {oauth_record} WHERE model = ? AND uid = ?',
        ...[model, uid]
      )
      return payloadOf(row)
    },
    consume: async (model, id) => {
      const rows = await db.ask(
        `UPDATE {oauth_record} SET "consumedAt" = ? WHERE model = ? AND id = ? AND "consumedAt" IS NULL
         RETURNING id`,
        ...[clock(), model, recordIdOf(id)]
      )
      return rows.length > 0
    },
    remove: async (model, id) => {
      await db.ask('DELETE FROM {oauth_record} WHERE model = ? AND id = ?', model, recordIdOf(id))
    },
    countClients: async () => {
      const [row] = await db.ask<{ count: number }>(
        'SELECT count(*) AS count FROM {oauth_record} WHERE model = ?',
        CLIENT
      )
      return Number(row?.count ?? 0)
    },
    sweep: clientsBefore =>
      db.write(function* () {
        yield* ask('DELETE FROM {oauth_record} WHERE "expiresAt" <= ?', clock())
        yield* ask(
          `DELETE FROM {oauth_record} WHERE model = ? AND "createdAt" <= ?
           AND id NOT IN (SELECT "recordId" FROM {agent_grant})`,
          ...[CLIENT, clientsBefore]
        )
      })
  }
}
