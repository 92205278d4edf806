import type {
  Authentication,
  Branding,
  ConnectionAuthorization,
  ConnectionCheck,
  OpenBreaker,
  ShareTarget,
  VersionSnapshot
} from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { bytes, flag, json, rowid, uid, uidBlob } from './columns.ts'

export const connectors = sqliteTable(
  'connectors',
  {
    id: rowid(),
    uid: uid(),
    key: text().notNull().unique(),
    name: text().notNull(),
    /** The name as it is compared: normalised and in lower case. SQLite's own lower() knows ASCII alone. */
    nameKey: text().notNull(),
    description: text().notNull(),
    authentication: json<Authentication>().notNull(),
    branding: json<Branding>().notNull(),
    createdAt: integer().notNull(),
    deletedAt: integer(),
    /** Member who deleted it; null when that is not known. */
    deletedBy: text(),
    /** Time when its contents were deleted for good; versions that runs refer to stay. Null while it can be restored. */
    purgedAt: integer(),
    /** The maker's client secrets by client id; null for none. */
    clientsSealed: bytes()
  },
  t => [uniqueIndex('connectors_name').on(t.nameKey).where(sql`deleted_at is null`)]
)

export const versions = sqliteTable(
  'versions',
  {
    id: rowid(),
    uid: uid(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    number: integer().notNull(),
    status: text({ enum: ['test', 'deployed', 'superseded'] }).notNull(),
    visible: flag(),
    note: text().notNull(),
    createdAt: integer().notNull(),
    createdBy: text().notNull(),
    deployedAt: integer(),
    snapshot: json<VersionSnapshot>().notNull()
  },
  t => [
    uniqueIndex('versions_number').on(t.connector, t.number),
    uniqueIndex('versions_deployed').on(t.connector).where(sql`status = 'deployed'`)
  ]
)

/** Deployments of versions. */
export const deployments = sqliteTable(
  'deployments',
  {
    id: rowid(),
    uid: uid(),
    version: integer()
      .notNull()
      .references(() => versions.id),
    at: integer().notNull(),
    /** Null for one from before this table. */
    by: text(),
    visible: flag(),
    note: text().notNull()
  },
  t => [index('deployments_version').on(t.version)]
)

export const connections = sqliteTable(
  'connections',
  {
    id: rowid(),
    uid: uid(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    purpose: text({ enum: ['test', 'user'] }).notNull(),
    ownerId: text().notNull(),
    /** Authentication method of the connector. */
    methodId: text().notNull().default('main'),
    name: text().notNull(),
    createdAt: integer().notNull(),
    sealed: bytes().notNull(),
    /** The access token that its service gave for these values, where it gives one. */
    tokenSealed: bytes(),
    /** The result of the last ping with these values; null for none. */
    checked: json<ConnectionCheck>(),
    /** Null for a connection that never signed in. */
    authorization: json<ConnectionAuthorization>(),
    /** Start of a refresh whose result is not written yet; null for none. */
    refreshBegan: integer(),
    /** True once the owner was removed from the installation. */
    ownerRemoved: integer({ mode: 'boolean' }).notNull().default(false)
  },
  t => [index('connections_connector').on(t.connector)]
)

/** Members and roles that connections are shared with. */
export const connectionShares = sqliteTable(
  'connection_shares',
  {
    id: rowid(),
    connection: integer()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    target: json<ShareTarget>().notNull(),
    by: text().notNull(),
    at: integer().notNull()
  },
  t => [index('connection_shares_connection').on(t.connection)]
)

/** Sign-ins at services, from the authorization request until some time after the answer. */
export const signIns = sqliteTable(
  'sign_ins',
  {
    id: rowid(),
    uid: uid(),
    /** The SHA-256 of the state. */
    stateHash: bytes().notNull().unique(),
    connection: integer()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    /** Key of the session that began it. */
    session: text().notNull(),
    /** The code verifier and the redirect URL. */
    sealed: bytes().notNull(),
    /** Path of the page that began it. */
    returnTo: text().notNull(),
    expiresAt: integer().notNull(),
    usedAt: integer()
  },
  t => [index('sign_ins_connection').on(t.connection)]
)

/** Hosts that were not called for a while, since too many calls failed. */
export const breakers = sqliteTable(
  'breakers',
  {
    /** The connection that they are called with, or the connector where that needs none. */
    of: uidBlob().notNull(),
    host: text().notNull(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    /** Null once it is called again. */
    open: json<OpenBreaker>(),
    opened: integer().notNull()
  },
  t => [primaryKey({ columns: [t.of, t.host] })]
)
