import { type ApiKey, apiKeyStateOf, Fault } from '@hookwright/model'
import { and, desc, eq, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import { apiKeys } from '../../schema/schema.ts'
import { type ApiKeyStore, MOST_API_KEYS } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

const nameKeyOf = (name: string): string => name.normalize('NFC').trim().toLowerCase()

const keyOf = ({ uid, id: _, tokenHash: __, ...about }: typeof apiKeys.$inferSelect): ApiKey => ({
  id: uid,
  ...about
})

export const createApiKeyStore = ({ tables, write, read, list }: SqliteFile): ApiKeyStore => ({
  add: (key, tokenHash) =>
    write(() => {
      const { id, ...about } = key
      const active = tables
        .select()
        .from(apiKeys)
        .where(eq(apiKeys.ownerId, key.ownerId))
        .all()
        .filter(other => apiKeyStateOf(other, key.createdAt) === 'active')
      if (active.some(({ name }) => nameKeyOf(name) === nameKeyOf(key.name))) {
        throw new Fault('api-key.name-taken', { name: key.name })
      }
      if (active.length >= MOST_API_KEYS) throw new Fault('api-keys.too-many', { most: MOST_API_KEYS })
      tables
        .insert(apiKeys)
        .values({ uid: id, ...about, tokenHash: Buffer.from(tokenHash) })
        .run()
    }),
  byHash: tokenHash =>
    read(() => {
      const row = tables
        .select()
        .from(apiKeys)
        .where(eq(apiKeys.tokenHash, Buffer.from(tokenHash)))
        .get()
      return row === undefined ? null : keyOf(row)
    }),
  find: id =>
    read(() => {
      const row = tables.select().from(apiKeys).where(eq(apiKeys.uid, id)).get()
      return row === undefined ? null : keyOf(row)
    }),
  list: ownerId =>
    list(reading =>
      reading
        .select()
        .from(apiKeys)
        .where(ownerId === null ? undefined : eq(apiKeys.ownerId, ownerId))
        .orderBy(desc(apiKeys.id))
        .all()
        .map(keyOf)
    ),
  noteUse: (id, { at, unlessAfter }) =>
    write(() => {
      tables
        .update(apiKeys)
        .set({ lastUsedAt: at })
        .where(and(eq(apiKeys.uid, id), or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, unlessAfter))))
        .run()
    }),
  revoke: (id, at) =>
    write(() => {
      const row = tables.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.uid, id)).get()
      if (row === undefined) throw new Fault('api-key.gone')
      tables
        .update(apiKeys)
        .set({ revokedAt: at })
        .where(and(eq(apiKeys.id, row.id), isNull(apiKeys.revokedAt)))
        .run()
    }),
  revokeOf: (ownerId, at) =>
    write(() => {
      tables
        .update(apiKeys)
        .set({ revokedAt: at })
        .where(and(eq(apiKeys.ownerId, ownerId), isNull(apiKeys.revokedAt)))
        .run()
    }),
  forget: (before, most) =>
    write(() => {
      const over = tables
        .select({ id: apiKeys.id })
        .from(apiKeys)
        .where(or(lt(apiKeys.expiresAt, before), lt(apiKeys.revokedAt, before)))
        .limit(most)
      return tables.delete(apiKeys).where(inArray(apiKeys.id, over)).run().changes
    })
})
