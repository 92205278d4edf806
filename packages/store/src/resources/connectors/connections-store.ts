import {
  type Connection,
  type ConnectionAccess,
  type ConnectionAuthorization,
  type ConnectionShare,
  Fault,
  type Id,
  shareKeyOf
} from '@hookwright/model'
import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm'
import { breakers, connectionShares, connections, connectors, orphans } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { ConnectionStore } from '../../store.ts'
import type { AlertWriter } from '../alerts/write-alerts.ts'
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
  { tables, write, read, list }: Database,
  alerts: AlertWriter
): ConnectionStore => {
  const share = { target: connectionShares.target, by: connectionShares.by, at: connectionShares.at }

  function* sharesOf(connection: number): Steps<ConnectionShare[]> {
    return yield* all(
      tables
        .select(share)
        .from(connectionShares)
        .where(eq(connectionShares.connection, connection))
        .orderBy(asc(connectionShares.id))
    )
  }
  function* addShare(connection: number, added: ConnectionShare): Steps<void> {
    yield* run(tables.insert(connectionShares).values({ connection, ...added }))
  }
  /** Finds a connection. Throws `connection.gone`. */
  function* mustFind(id: Id): Steps<{ rowid: number; ownerId: string }> {
    const row = yield* get(
      tables
        .select({ rowid: connections.id, ownerId: connections.ownerId })
        .from(connections)
        .where(eq(connections.uid, id))
    )
    if (row === undefined) throw new Fault('connection.gone')
    return row
  }
  /** Returns the sign-in status of a connection; null if it is not signed in. */
  function* signInOf(id: Id): Steps<(ConnectionAuthorization & { is: 'signed-in' }) | null> {
    const row = yield* get(
      tables
        .select({ authorization: connections.authorization })
        .from(connections)
        .where(eq(connections.uid, id))
    )
    return row?.authorization?.is === 'signed-in' ? row.authorization : null
  }
  return {
    add: ({ id, connectorId, ...about }, sealed) =>
      write(function* (note) {
        yield* run(
          tables.insert(connections).values({
            ...about,
            uid: id,
            connector: yield* connectorRowid(tables, connectorId),
            sealed: Buffer.from(sealed)
          })
        )
        note('connections', id)
      }),
    find: id =>
      read(function* () {
        const row = yield* get(selectConnections(tables).where(eq(connections.uid, id)))
        return row === undefined ? null : { connection: connectionOf(row), sealed: row.sealed }
      }),
    list: ({ connectorId, purpose }) =>
      list(function* (reading) {
        return (yield* all(
          selectConnections(reading)
            .where(
              and(
                connectorId === undefined ? undefined : eq(connectors.uid, connectorId),
                purpose === undefined ? undefined : eq(connections.purpose, purpose)
              )
            )
            .orderBy(asc(connections.id))
        )).map(connectionOf)
      }),
    rename: (id, name) =>
      write(function* (note) {
        const { changes } = yield* run(
          tables.update(connections).set({ name }).where(eq(connections.uid, id))
        )
        if (changes === 0) throw new Fault('connection.gone')
        note('connections', id)
      }),
    noteCheck: (id, checked) =>
      write(function* (note) {
        const { changes } = yield* run(
          tables.update(connections).set({ checked }).where(eq(connections.uid, id))
        )
        if (changes > 0) note('connections', id)
      }),
    checksOf: ids =>
      list(function* (reading) {
        const rows = yield* all(
          reading
            .select({ id: connections.uid, checked: connections.checked })
            .from(connections)
            .where(inArray(connections.uid, ids))
        )
        return new Map(rows.flatMap(({ id, checked }) => (checked === null ? [] : [[id, checked] as const])))
      }),
    reseal: (id, sealed, methodId) =>
      write(function* (note) {
        const values = {
          sealed: Buffer.from(sealed),
          methodId,
          tokenSealed: null,
          checked: null,
          authorization: null,
          refreshBegan: null
        }
        const { changes } = yield* run(tables.update(connections).set(values).where(eq(connections.uid, id)))
        if (changes === 0) throw new Fault('connection.gone')
        note('connections', id)
      }),
    tokenOf: id =>
      read(function* () {
        const row = yield* get(
          tables.select({ token: connections.tokenSealed }).from(connections).where(eq(connections.uid, id))
        )
        return row?.token ?? null
      }),
    keepToken: (id, sealed) =>
      write(function* () {
        const tokenSealed = sealed === null ? null : Buffer.from(sealed)
        yield* run(tables.update(connections).set({ tokenSealed }).where(eq(connections.uid, id)))
      }),
    authorizationOf: id =>
      read(function* () {
        const { authorization, tokenSealed, refreshBegan } = connections
        const row = yield* get(
          tables
            .select({ authorization, tokenSealed, refreshBegan })
            .from(connections)
            .where(eq(connections.uid, id))
        )
        if (row === undefined) throw new Fault('connection.gone')
        return row
      }),
    authorizationsOf: ids =>
      list(function* (reading) {
        const rows = yield* all(
          reading
            .select({ id: connections.uid, authorization: connections.authorization })
            .from(connections)
            .where(inArray(connections.uid, ids))
        )
        return new Map(
          rows.flatMap(({ id, authorization }) =>
            authorization === null ? [] : [[id, authorization] as const]
          )
        )
      }),
    beginRefresh: (id, refreshBegan) =>
      write(function* () {
        yield* run(tables.update(connections).set({ refreshBegan }).where(eq(connections.uid, id)))
      }),
    keepRefreshed: (id, began, tokenSealed, authorization) =>
      write(function* (note) {
        const values = { tokenSealed: Buffer.from(tokenSealed), authorization, refreshBegan: null }
        const inProgress = and(eq(connections.uid, id), eq(connections.refreshBegan, began))
        const { changes } = yield* run(tables.update(connections).set(values).where(inProgress))
        if (changes > 0) note('connections', id)
        return changes > 0
      }),
    keepAuthorization: (id, tokenSealed, authorization) =>
      write(function* (note) {
        const values = { tokenSealed: Buffer.from(tokenSealed), authorization, refreshBegan: null }
        const { changes } = yield* run(tables.update(connections).set(values).where(eq(connections.uid, id)))
        if (changes > 0) note('connections', id)
      }),
    requestScopes: (id, at, add) =>
      write(function* (note) {
        const authorization = yield* signInOf(id)
        if (authorization?.at !== at) return
        const lacks = add(authorization.lacks)
        if (lacks === authorization.lacks) return
        const values = { authorization: { ...authorization, lacks } }
        yield* run(tables.update(connections).set(values).where(eq(connections.uid, id)))
        note('connections', id)
      }),
    loseAuthorization: (id, of, authorization, alert) =>
      write(function* (note) {
        const before = yield* signInOf(id)
        if (before === null || before.at > of) return false
        const values = { tokenSealed: null, authorization, refreshBegan: null }
        yield* run(tables.update(connections).set(values).where(eq(connections.uid, id)))
        note('connections', id)
        yield* alerts.raise(alert, note)
        return true
      }),
    endAuthorization: id =>
      write(function* (note) {
        const values = { tokenSealed: null, authorization: null, refreshBegan: null }
        const { changes } = yield* run(tables.update(connections).set(values).where(eq(connections.uid, id)))
        if (changes > 0) note('connections', id)
      }),
    accessOf: ids =>
      read(function* () {
        // In one statement, so that owner and shares are those of the same moment.
        const rows = yield* all(
          tables
            .select({
              id: connections.uid,
              owner: { ownerId: connections.ownerId, ownerRemoved: connections.ownerRemoved },
              share
            })
            .from(connections)
            .leftJoin(connectionShares, eq(connectionShares.connection, connections.id))
            .where(inArray(connections.uid, ids))
            .orderBy(asc(connectionShares.id))
        )
        const found = new Map<Id, ConnectionAccess>()
        for (const { id, owner, share: kept } of rows) {
          const access = found.get(id) ?? { ...owner, shares: [] }
          if (kept !== null) access.shares.push(kept)
          found.set(id, access)
        }
        return found
      }),
    share: (id, targets, { by, at }) =>
      write(function* (note) {
        const { rowid } = yield* mustFind(id)
        const before = new Map((yield* sharesOf(rowid)).map(kept => [shareKeyOf(kept.target), kept]))
        yield* run(tables.delete(connectionShares).where(eq(connectionShares.connection, rowid)))
        const wanted = new Map(targets.map(target => [shareKeyOf(target), { target, by, at }]))
        for (const [key, added] of wanted) yield* addShare(rowid, before.get(key) ?? added)
        note('connections', id)
      }),
    handOver: (id, { to, by, at }) =>
      write(function* (note) {
        const { rowid, ownerId } = yield* mustFind(id)
        if (ownerId === to) return
        const kept = (yield* sharesOf(rowid)).filter(
          ({ target }) => target.with === 'role' || (target.personId !== to && target.personId !== ownerId)
        )
        yield* run(tables.delete(connectionShares).where(eq(connectionShares.connection, rowid)))
        for (const added of [...kept, { target: { with: 'person' as const, personId: ownerId }, by, at }]) {
          yield* addShare(rowid, added)
        }
        const owner = { ownerId: to, ownerRemoved: false }
        yield* run(tables.update(connections).set(owner).where(eq(connections.id, rowid)))
        note('connections', id)
      }),
    setOwnerRemoved: (ownerId, isRemoved) =>
      write(function* (note) {
        const marked = yield* all(
          tables
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
        )
        for (const { id } of marked) note('connections', id)
      }),
    needsOf: id => read(() => readConnectionNeeds(tables, id)),
    remove: id =>
      write(function* (note) {
        yield* run(tables.delete(breakers).where(eq(breakers.of, id)))
        const deleted = tables.select({ id: connections.id }).from(connections).where(eq(connections.uid, id))
        yield* run(
          tables.update(orphans).set({ connection: null }).where(inArray(orphans.connection, deleted))
        )
        const { changes } = yield* run(tables.delete(connections).where(eq(connections.uid, id)))
        if (changes === 0) throw new Fault('connection.gone')
        note('connections', id)
      })
  }
}
