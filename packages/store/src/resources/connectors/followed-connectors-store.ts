import { Fault, type Id } from '@hookwright/model'
import { and, eq, isNull } from 'drizzle-orm'
import { connectors, followedConnectors } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { FollowedConnector, FollowedConnectorStore } from '../../store.ts'

const alive = (id: Id) => and(eq(connectors.uid, id), isNull(connectors.deletedAt))

/**
 * Stores the gallery connector that a connector follows, within the caller's transaction. Throws
 * `connector.gone`.
 */
export function* putFollowed(
  tables: Tables,
  note: Note,
  { connectorId, ...followed }: FollowedConnector
): Steps<void> {
  const row = yield* get(tables.select({ id: connectors.id }).from(connectors).where(alive(connectorId)))
  if (row === undefined) throw new Fault('connector.gone')
  yield* run(
    tables
      .insert(followedConnectors)
      .values({ connector: row.id, ...followed })
      .onConflictDoUpdate({ target: followedConnectors.connector, set: followed })
  )
  note('connectors', connectorId)
}

export const createFollowedConnectorStore = ({
  tables,
  write,
  list,
  read
}: Database): FollowedConnectorStore => {
  return {
    list: () =>
      list(function* (reading) {
        return yield* all(
          reading
            .select({
              connectorId: connectors.uid,
              galleryKey: followedConnectors.galleryKey,
              digest: followedConnectors.digest,
              at: followedConnectors.at
            })
            .from(followedConnectors)
            .innerJoin(connectors, eq(followedConnectors.connector, connectors.id))
            .where(isNull(connectors.deletedAt))
        )
      }),
    find: id =>
      read(function* (reading) {
        const row = yield* get(
          reading
            .select({ followed: followedConnectors })
            .from(followedConnectors)
            .innerJoin(connectors, eq(followedConnectors.connector, connectors.id))
            .where(alive(id))
        )
        if (row === undefined) return null
        const { connector: _, ...followed } = row.followed
        return { connectorId: id, ...followed }
      }),
    put: followed => write(note => putFollowed(tables, note, followed)),
    remove: id =>
      write(function* (note) {
        const row = yield* get(
          tables.select({ id: connectors.id }).from(connectors).where(eq(connectors.uid, id))
        )
        if (row === undefined) return
        yield* run(tables.delete(followedConnectors).where(eq(followedConnectors.connector, row.id)))
        note('connectors', id)
      })
  }
}
