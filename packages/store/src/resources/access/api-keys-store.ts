import { type ApiKey, apiKeyStateOf, Fault } from '@hookwright/model'
import { and, desc, eq, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import { apiKeys } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run } from '../../statements/steps.ts'
import { type ApiKeyStore, MOST_API_KEYS } from '../../store.ts'

const nameKeyOf = (name: string): string => name.normalize('NFC').trim().toLowerCase()

const keyOf = ({ uid, id: _, tokenHash: __, ...about }: typeof apiKeys.$inferSelect): ApiKey => ({
  id: uid,
  ...about
})

export const createApiKeyStore = ({ tables, write, read, list }: Database): ApiKeyStore => ({
  add: (key, tokenHash) =>
    write(function* () {
      const { id, ...about } = key
      const active = (yield* all(
        tables.select().from(apiKeys).where(eq(apiKeys.ownerId, key.ownerId))
      )).filter(other => apiKeyStateOf(other, key.createdAt) === 'active')
      if (active.some(({ name }) => nameKeyOf(name) === nameKeyOf(key.name))) {
        throw new Fault('api-key.name-taken', { name: key.name })
      }
      if (active.length >= MOST_API_KEYS) throw new Fault('api-keys.too-many', { most: MOST_API_KEYS })
      yield* run(tables.insert(apiKeys).values({ uid: id, ...about, tokenHash: Buffer.from(tokenHash) }))
    }),
  byHash: tokenHash =>
    read(function* () {
      const row = yield* get(
        tables
          .select()
          .from(apiKeys)
          .where(eq(apiKeys.tokenHash, Buffer.from(tokenHash)))
      )
      return row === undefined ? null : keyOf(row)
    }),
  find: id =>
    read(function* () {
      const row = yield* get(tables.select().from(apiKeys).where(eq(apiKeys.uid, id)))
      return row === undefined ? null : keyOf(row)
    }),
  list: ownerId =>
    list(function* (reading) {
      return (yield* all(
        reading
          .select()
          .from(apiKeys)
          .where(ownerId === null ? undefined : eq(apiKeys.ownerId, ownerId))
          .orderBy(desc(apiKeys.id))
      )).map(keyOf)
    }),
  noteUse: (id, { at, unlessAfter }) =>
    write(function* () {
      yield* run(
        tables
          .update(apiKeys)
          .set({ lastUsedAt: at })
          .where(
            and(eq(apiKeys.uid, id), or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, unlessAfter)))
          )
      )
    }),
  revoke: (id, at) =>
    write(function* () {
      const row = yield* get(tables.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.uid, id)))
      if (row === undefined) throw new Fault('api-key.gone')
      yield* run(
        tables
          .update(apiKeys)
          .set({ revokedAt: at })
          .where(and(eq(apiKeys.id, row.id), isNull(apiKeys.revokedAt)))
      )
    }),
  revokeOf: (ownerId, at) =>
    write(function* () {
      yield* run(
        tables
          .update(apiKeys)
          .set({ revokedAt: at })
          .where(and(eq(apiKeys.ownerId, ownerId), isNull(apiKeys.revokedAt)))
      )
    }),
  forget: (before, most) =>
    write(function* () {
      const over = tables
        .select({ id: apiKeys.id })
        .from(apiKeys)
        .where(or(lt(apiKeys.expiresAt, before), lt(apiKeys.revokedAt, before)))
        .limit(most)
      return (yield* run(tables.delete(apiKeys).where(inArray(apiKeys.id, over)))).changes
    })
})
