import { type Connection, type ConnectionShare, Fault, type Id, shareKeyOf } from '@hookwright/model'
import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm'
import { breakers, connectionShares, connections, connectors, orphans } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import type { ConnectionStore } from '../../store.ts'
import type { AlertWriter } from '../alerts/write-alerts.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { readConnectionNeeds } from './connection-needs.ts'

const selectConnections = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(connections), connectorId: connectors.uid })
    .from(connections)
    .innerJoin(connectors, eq(connections.connector, connectors.id))

const connectionOf = (row: typeof connections.$inferSelect & { connectorId: Id }): Connection => ({
  id: row.uid,
  connectorId: row.connectorId,
  purpose: row.purpose,
  ownerId: row.ownerId,
  methodId: row.methodId,
  name: row.name,
  createdAt: row.createdAt
})

export const createConnectionStore = (
  { db, tables, write, read, list }: SqliteFile,
  alerts: AlertWriter
): ConnectionStore => {
  const sharesOf = (rowids: number[]): Map<number, ConnectionShare[]> => {
    const found = new Map<number, ConnectionShare[]>()
    const rows = tables
      .select()
      .from(connectionShares)
      .where(inArray(connectionShares.connection, rowids))
      .orderBy(asc(connectionShares.id))
      .all()
    for (const { connection, target, by, at } of rows)
      found.set(connection, [...(found.get(connection) ?? []), { target, by, at }])
    return found
  }
  const addShare = (connection: number, share: ConnectionShare): void => {
    tables
      .insert(connectionShares)
      .values({ connection, ...share })
      .run()
  }
  /** Finds a connection. Throws `connection.gone`. */
  const mustFind = (id: Id): { rowid: number; ownerId: string } => {
    const row = tables
      .select({ rowid: connections.id, ownerId: connections.ownerId })
      .from(connections)
      .where(eq(connections.uid, id))
      .get()
    if (row === undefined) throw new Fault('connection.gone')
    return row
  }
  return {
    add: ({ id, connectorId, ...about }, sealed) =>
      write(note => {
        tables
          .insert(connections)
          .values({
            ...about,
            uid: id,
            connector: execute(connectorRowid(tables, connectorId)),
            sealed: Buffer.from(sealed)
          })
          .run()
        note('connections', id)
      }),
    find: id =>
      read(() => {
        const row = selectConnections(tables).where(eq(connections.uid, id)).get()
        return row === undefined ? null : { connection: connectionOf(row), sealed: row.sealed }
      }),
    list: ({ connectorId, purpose }) =>
      list(reading =>
        selectConnections(reading)
          .where(
            and(
              connectorId === undefined ? undefined : eq(connectors.uid, connectorId),
              purpose === undefined ? undefined : eq(connections.purpose, purpose)
            )
          )
          .orderBy(asc(connections.id))
          .all()
          .map(connectionOf)
      ),
    rename: (id, name) =>
      write(note => {
        const { changes } = tables.update(connections).set({ name }).where(eq(connections.uid, id)).run()
        if (changes === 0) throw new Fault('connection.gone')
        note('connections', id)
      }),
    noteCheck: (id, checked) =>
      write(note => {
        const { changes } = tables.update(connections).set({ checked }).where(eq(connections.uid, id)).run()
        if (changes > 0) note('connections', id)
      }),
    checksOf: ids =>
      list(reading => {
        const rows = reading
          .select({ id: connections.uid, checked: connections.checked })
          .from(connections)
          .where(inArray(connections.uid, ids))
          .all()
        return new Map(rows.flatMap(({ id, checked }) => (checked === null ? [] : [[id, checked] as const])))
      }),
    reseal: (id, sealed, methodId) =>
      write(note => {
        const values = {
          sealed: Buffer.from(sealed),
          methodId,
          tokenSealed: null,
          checked: null,
          authorization: null,
          refreshBegan: null
        }
        const { changes } = tables.update(connections).set(values).where(eq(connections.uid, id)).run()
        if (changes === 0) throw new Fault('connection.gone')
        note('connections', id)
      }),
    tokenOf: id =>
      read(
        () =>
          tables
            .select({ token: connections.tokenSealed })
            .from(connections)
            .where(eq(connections.uid, id))
            .get()?.token ?? null
      ),
    keepToken: (id, sealed) =>
      write(() => {
        const tokenSealed = sealed === null ? null : Buffer.from(sealed)
        tables.update(connections).set({ tokenSealed }).where(eq(connections.uid, id)).run()
      }),
    authorizationOf: id =>
      read(() => {
        const { authorization, tokenSealed, refreshBegan } = connections
        const row = tables
          .select({ authorization, tokenSealed, refreshBegan })
          .from(connections)
          .where(eq(connections.uid, id))
          .get()
        if (row === undefined) throw new Fault('connection.gone')
        return row
      }),
    authorizationsOf: ids =>
      list(reading => {
        const rows = reading
          .select({ id: connections.uid, authorization: connections.authorization })
          .from(connections)
          .where(inArray(connections.uid, ids))
          .all()
        return new Map(
          rows.flatMap(({ id, authorization }) =>
            authorization === null ? [] : [[id, authorization] as const]
          )
        )
      }),
    beginRefresh: (id, refreshBegan) =>
      write(() => {
        tables.update(connections).set({ refreshBegan }).where(eq(connections.uid, id)).run()
      }),
    keepRefreshed: (id, began, tokenSealed, authorization) =>
      write(note => {
        const values = { tokenSealed: Buffer.from(tokenSealed), authorization, refreshBegan: null }
        const inProgress = and(eq(connections.uid, id), eq(connections.refreshBegan, began))
        const { changes } = tables.update(connections).set(values).where(inProgress).run()
        if (changes > 0) note('connections', id)
        return changes > 0
      }),
    keepAuthorization: (id, tokenSealed, authorization) =>
      write(note => {
        const values = { tokenSealed: Buffer.from(tokenSealed), authorization, refreshBegan: null }
        const { changes } = tables.update(connections).set(values).where(eq(connections.uid, id)).run()
        if (changes > 0) note('connections', id)
      }),
    loseAuthorization: (id, authorization, alert) =>
      write(note => {
        const values = { tokenSealed: null, authorization, refreshBegan: null }
        const { changes } = tables.update(connections).set(values).where(eq(connections.uid, id)).run()
        if (changes === 0) return
        note('connections', id)
        alerts.raise(alert, note)
      }),
    endAuthorization: id =>
      write(note => {
        const values = { tokenSealed: null, authorization: null, refreshBegan: null }
        const { changes } = tables.update(connections).set(values).where(eq(connections.uid, id)).run()
        if (changes > 0) note('connections', id)
      }),
    accessOf: ids =>
      read(() => {
        const owners = tables
          .select({
            rowid: connections.id,
            id: connections.uid,
            ownerId: connections.ownerId,
            ownerRemoved: connections.ownerRemoved
          })
          .from(connections)
          .where(inArray(connections.uid, ids))
          .all()
        const shares = sharesOf(owners.map(({ rowid }) => rowid))
        return new Map(
          owners.map(({ rowid, id, ...owner }) => [id, { ...owner, shares: shares.get(rowid) ?? [] }])
        )
      }),
    share: (id, targets, { by, at }) =>
      write(note => {
        const { rowid } = mustFind(id)
        const before = new Map(
          (sharesOf([rowid]).get(rowid) ?? []).map(kept => [shareKeyOf(kept.target), kept])
        )
        tables.delete(connectionShares).where(eq(connectionShares.connection, rowid)).run()
        const wanted = new Map(targets.map(target => [shareKeyOf(target), { target, by, at }]))
        for (const [key, share] of wanted) addShare(rowid, before.get(key) ?? share)
        note('connections', id)
      }),
    handOver: (id, { to, by, at }) =>
      write(note => {
        const { rowid, ownerId } = mustFind(id)
        if (ownerId === to) return
        const kept = (sharesOf([rowid]).get(rowid) ?? []).filter(
          ({ target }) => target.with === 'role' || (target.personId !== to && target.personId !== ownerId)
        )
        tables.delete(connectionShares).where(eq(connectionShares.connection, rowid)).run()
        for (const share of [...kept, { target: { with: 'person' as const, personId: ownerId }, by, at }]) {
          addShare(rowid, share)
        }
        const owner = { ownerId: to, ownerRemoved: false }
        tables.update(connections).set(owner).where(eq(connections.id, rowid)).run()
        note('connections', id)
      }),
    setOwnerRemoved: (ownerId, isRemoved) =>
      write(note => {
        const marked = tables
          .update(connections)
          .set({ ownerRemoved: isRemoved })
          .where(
            and(
              eq(connections.ownerId, ownerId),
              eq(connections.purpose, 'user'),
              eq(connections.ownerRemoved, !isRemoved)
            )
          )
          .returning({ id: connections.uid })
          .all()
        for (const { id } of marked) note('connections', id)
      }),
    needsOf: id => read(() => readConnectionNeeds(db, id)),
    remove: id =>
      write(note => {
        tables.delete(breakers).where(eq(breakers.of, id)).run()
        const deleted = tables.select({ id: connections.id }).from(connections).where(eq(connections.uid, id))
        tables.update(orphans).set({ connection: null }).where(inArray(orphans.connection, deleted)).run()
        const { changes } = tables.delete(connections).where(eq(connections.uid, id)).run()
        if (changes === 0) throw new Fault('connection.gone')
        note('connections', id)
      })
  }
}
