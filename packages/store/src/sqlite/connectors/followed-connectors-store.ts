import { Fault, type Id } from '@hookwright/model'
import { and, eq, isNull } from 'drizzle-orm'
import { connectors, followedConnectors } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Note } from '../../statements/changes.ts'
import type { FollowedConnector, FollowedConnectorStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

const alive = (id: Id) => and(eq(connectors.uid, id), isNull(connectors.deletedAt))

/** Stores what a connector follows, within the caller's transaction. Throws `connector.gone`. */
export const putFollowed = (
  tables: Tables,
  note: Note,
  { connectorId, ...followed }: FollowedConnector
): void => {
  const row = tables.select({ id: connectors.id }).from(connectors).where(alive(connectorId)).get()
  if (row === undefined) throw new Fault('connector.gone')
  tables
    .insert(followedConnectors)
    .values({ connector: row.id, ...followed })
    .onConflictDoUpdate({ target: followedConnectors.connector, set: followed })
    .run()
  note('connectors', connectorId)
}

export const createFollowedConnectorStore = ({
  tables,
  write,
  list,
  read
}: SqliteFile): FollowedConnectorStore => {
  return {
    list: () =>
      list(reading =>
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
          .all()
      ),
    find: id =>
      read(reading => {
        const row = reading
          .select({ followed: followedConnectors })
          .from(followedConnectors)
          .innerJoin(connectors, eq(followedConnectors.connector, connectors.id))
          .where(alive(id))
          .get()
        if (row === undefined) return null
        const { connector: _, ...followed } = row.followed
        return { connectorId: id, ...followed }
      }),
    put: followed => write(note => putFollowed(tables, note, followed)),
    remove: id =>
      write(note => {
        const row = tables.select({ id: connectors.id }).from(connectors).where(eq(connectors.uid, id)).get()
        if (row === undefined) return
        tables.delete(followedConnectors).where(eq(followedConnectors.connector, row.id)).run()
        note('connectors', id)
      })
  }
}
