import { type Authentication, type Connector, connectorNameKeyOf, Fault, type Id } from '@hookwright/model'
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import { connectors } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { insertFlow } from '../../statements/flow-row.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { ConnectorStore, FlowRow } from '../../store.ts'
import { createConnectorTallies } from './connector-tallies.ts'

const alive = (id: Id) => and(eq(connectors.uid, id), isNull(connectors.deletedAt))

function* assertNameIsFree(tables: Tables, name: string, own: Id): Steps<void> {
  const taken = yield* get(
    tables
      .select({ id: connectors.id })
      .from(connectors)
      .where(
        and(
          eq(connectors.nameKey, connectorNameKeyOf(name)),
          isNull(connectors.deletedAt),
          ne(connectors.uid, own)
        )
      )
  )
  if (taken !== undefined) throw new Fault('connector.name-taken', { name })
}

function* change(tables: Tables, id: Id, values: Partial<typeof connectors.$inferInsert>): Steps<void> {
  if ((yield* run(tables.update(connectors).set(values).where(alive(id)))).changes === 0) {
    throw new Fault('connector.gone')
  }
}

/** Replaces settings, within the caller's transaction. Throws `connector.gone`, `connector.name-taken`. */
export function* writeSettings(
  tables: Tables,
  id: Id,
  {
    name,
    ...settings
  }: Pick<Connector, 'name' | 'description' | 'branding'> & { authentication?: Authentication }
): Steps<void> {
  // Gone comes first: a deleted connector has no name to be taken.
  yield* change(tables, id, settings)
  yield* assertNameIsFree(tables, name, id)
  yield* change(tables, id, { name, nameKey: connectorNameKeyOf(name) })
}

/** Inserts a connector with its first flows, within the caller's transaction. Throws `connector.name-taken`. */
export function* insertConnector(
  tables: Tables,
  note: Note,
  { id, ...about }: Connector,
  first: readonly FlowRow[]
): Steps<void> {
  yield* assertNameIsFree(tables, about.name, id)
  yield* run(tables.insert(connectors).values({ ...about, uid: id, nameKey: connectorNameKeyOf(about.name) }))
  note('connectors', id)
  for (const flow of first) {
    yield* insertFlow(tables, flow)
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

export const createConnectorStore = (file: Database): ConnectorStore => {
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
      list(function* (reading) {
        return (yield* all(
          reading.select().from(connectors).where(isNull(connectors.deletedAt)).orderBy(asc(connectors.id))
        )).map(connectorOf)
      }),
    isKeyTaken: key =>
      read(function* () {
        const row = yield* get(
          tables.select({ id: connectors.id }).from(connectors).where(eq(connectors.key, key))
        )
        return row !== undefined
      }),
    tallies: createConnectorTallies(file),
    find: id =>
      read(function* () {
        const row = yield* get(selectConnector(), { uid: blobOfId(id) })
        return row === undefined ? null : connectorOf(row)
      }),
    describe: (id, about) =>
      write(function* (note) {
        yield* writeSettings(tables, id, about)
        note('connectors', id)
      }),
    authenticate: (id, authentication) =>
      write(function* (note) {
        yield* change(tables, id, { authentication })
        note('connectors', id)
      }),
    clientsOf: id =>
      read(function* () {
        const row = yield* get(
          tables.select({ sealed: connectors.clientsSealed }).from(connectors).where(alive(id))
        )
        if (row === undefined) throw new Fault('connector.gone')
        return row.sealed
      }),
    keepClients: (id, sealed, before) =>
      write(function* (note) {
        const { clientsSealed } = connectors
        const row = yield* get(tables.select({ clientsSealed }).from(connectors).where(alive(id)))
        if (row === undefined) throw new Fault('connector.gone')
        const isSame = Buffer.from(row.clientsSealed ?? []).equals(before ?? new Uint8Array())
        if (!isSame) return false
        yield* change(tables, id, { clientsSealed: sealed === null ? null : Buffer.from(sealed) })
        note('connectors', id)
        return true
      }),
    remove: (id, at, by = null) =>
      write(function* (note) {
        yield* change(tables, id, { deletedAt: at, deletedBy: by })
        note('connectors', id)
      }),
    restore: (id, params) =>
      write(function* (note) {
        const kept = yield* get(
          tables
            .select({ name: connectors.name })
            .from(connectors)
            .where(and(eq(connectors.uid, id), isNull(connectors.purgedAt)))
        )
        if (kept === undefined) throw new Fault('connector.gone')
        const name = params ?? kept.name
        yield* assertNameIsFree(tables, name, id)
        yield* run(
          tables
            .update(connectors)
            .set({ name, nameKey: connectorNameKeyOf(name), deletedAt: null, deletedBy: null })
            .where(eq(connectors.uid, id))
        )
        note('connectors', id)
      })
  }
}
