import { type Authentication, type Connector, connectorNameKeyOf, Fault, type Id } from '@hookwright/model'
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import { connectors } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Note } from '../../statements/changes.ts'
import { insertFlow } from '../../statements/flow-row.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import type { ConnectorStore, FlowRow } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { createConnectorTallies } from './connector-tallies.ts'

const alive = (id: Id) => and(eq(connectors.uid, id), isNull(connectors.deletedAt))

const assertNameIsFree = (tables: Tables, name: string, own: Id): void => {
  const taken = tables
    .select({ id: connectors.id })
    .from(connectors)
    .where(
      and(
        eq(connectors.nameKey, connectorNameKeyOf(name)),
        isNull(connectors.deletedAt),
        ne(connectors.uid, own)
      )
    )
    .get()
  if (taken !== undefined) throw new Fault('connector.name-taken', { name })
}

const change = (tables: Tables, id: Id, values: Partial<typeof connectors.$inferInsert>): void => {
  if (tables.update(connectors).set(values).where(alive(id)).run().changes === 0) {
    throw new Fault('connector.gone')
  }
}

/** Replaces settings, within the caller's transaction. Throws `connector.gone`, `connector.name-taken`. */
export const writeSettings = (
  tables: Tables,
  id: Id,
  {
    name,
    ...settings
  }: Pick<Connector, 'name' | 'description' | 'branding'> & { authentication?: Authentication }
): void => {
  // Gone comes first: a deleted connector has no name to be taken.
  change(tables, id, settings)
  assertNameIsFree(tables, name, id)
  change(tables, id, { name, nameKey: connectorNameKeyOf(name) })
}

/** Inserts a connector with its first flows, within the caller's transaction. Throws `connector.name-taken`. */
export const insertConnector = (
  tables: Tables,
  note: Note,
  { id, ...about }: Connector,
  first: readonly FlowRow[]
): void => {
  assertNameIsFree(tables, about.name, id)
  tables
    .insert(connectors)
    .values({ ...about, uid: id, nameKey: connectorNameKeyOf(about.name) })
    .run()
  note('connectors', id)
  for (const flow of first) {
    insertFlow(tables, flow)
    note('flows', flow.id)
  }
}

const connectorOf = (row: typeof connectors.$inferSelect): Connector => ({
  id: row.uid,
  key: row.key,
  name: row.name,
  description: row.description,
  authentication: row.authentication,
  branding: row.branding,
  createdAt: row.createdAt,
  deletedAt: row.deletedAt
})

export const createConnectorStore = (file: SqliteFile): ConnectorStore => {
  const { tables, write, read, list } = file
  const selectConnector = prepareOnce(() =>
    tables
      .select()
      .from(connectors)
      .where(and(eq(connectors.uid, sql.placeholder('uid')), isNull(connectors.deletedAt)))
      .prepare()
  )
  return {
    add: (connector, first = []) => write(note => insertConnector(tables, note, connector, first)),
    list: () =>
      list(reading =>
        reading
          .select()
          .from(connectors)
          .where(isNull(connectors.deletedAt))
          .orderBy(asc(connectors.id))
          .all()
          .map(connectorOf)
      ),
    isKeyTaken: key =>
      read(
        () =>
          tables.select({ id: connectors.id }).from(connectors).where(eq(connectors.key, key)).get() !==
          undefined
      ),
    tallies: createConnectorTallies(file),
    find: id =>
      read(() => {
        const row = selectConnector().get({ uid: blobOfId(id) })
        return row === undefined ? null : connectorOf(row)
      }),
    describe: (id, about) =>
      write(note => {
        writeSettings(tables, id, about)
        note('connectors', id)
      }),
    authenticate: (id, authentication) =>
      write(note => {
        change(tables, id, { authentication })
        note('connectors', id)
      }),
    clientsOf: id =>
      read(() => {
        const row = tables
          .select({ sealed: connectors.clientsSealed })
          .from(connectors)
          .where(alive(id))
          .get()
        if (row === undefined) throw new Fault('connector.gone')
        return row.sealed
      }),
    keepClients: (id, sealed, before) =>
      write(note => {
        const { clientsSealed } = connectors
        const row = tables.select({ clientsSealed }).from(connectors).where(alive(id)).get()
        if (row === undefined) throw new Fault('connector.gone')
        const isSame = Buffer.from(row.clientsSealed ?? []).equals(before ?? new Uint8Array())
        if (!isSame) return false
        change(tables, id, { clientsSealed: sealed === null ? null : Buffer.from(sealed) })
        note('connectors', id)
        return true
      }),
    remove: (id, at, by = null) =>
      write(note => {
        change(tables, id, { deletedAt: at, deletedBy: by })
        note('connectors', id)
      }),
    restore: (id, params) =>
      write(note => {
        const kept = tables
          .select({ name: connectors.name })
          .from(connectors)
          .where(and(eq(connectors.uid, id), isNull(connectors.purgedAt)))
          .get()
        if (kept === undefined) throw new Fault('connector.gone')
        const name = params ?? kept.name
        assertNameIsFree(tables, name, id)
        tables
          .update(connectors)
          .set({ name, nameKey: connectorNameKeyOf(name), deletedAt: null, deletedBy: null })
          .where(eq(connectors.uid, id))
          .run()
        note('connectors', id)
      })
  }
}
