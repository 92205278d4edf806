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
    /** Name for comparisons: normalized and in lower case. SQLite's lower() supports only ASCII. */
    nameKey: text().notNull(),
    description: text().notNull(),
    authentication: json<Authentication>().notNull(),
    branding: json<Branding>().notNull(),
    createdAt: integer().notNull(),
    deletedAt: integer(),
    /** Member who deleted the connector; null when unknown. */
    deletedBy: text(),
    /**
     * Time when the connector's contents were deleted permanently; null while it can be restored. Versions
     * that runs refer to are kept.
     */
    purgedAt: integer(),
    /** OAuth client secrets that the connector's maker has stored, by client id, sealed; null for none. */
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

/** Connectors that follow the gallery, with the files last downloaded from the gallery. */
export const followedConnectors = sqliteTable('followed_connectors', {
  connector: integer()
    .primaryKey()
    .references(() => connectors.id, { onDelete: 'cascade' }),
  galleryKey: text().notNull(),
  digest: text().notNull(),
  files: json<Record<string, string>>().notNull(),
  at: integer().notNull()
})

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
    /** Member who deployed the version; null for deployments before this table existed. */
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
    /** Authentication method of the connector, by id. */
    methodId: text().notNull().default('main'),
    name: text().notNull(),
    createdAt: integer().notNull(),
    sealed: bytes().notNull(),
    /** Access token that the service issued for the stored values, sealed; null for none. */
    tokenSealed: bytes(),
    /** Result of checking the stored values, by the last ping or successful call; null if there was none. */
    checked: json<ConnectionCheck>(),
    /** Sign-in status; null for a connection that never signed in. */
    authorization: json<ConnectionAuthorization>(),
    /** Time when a token refresh started that has not stored a result yet; null if there is none. */
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

/** Sign-ins at services, kept from the authorization request until some time after the response. */
export const signIns = sqliteTable(
  'sign_ins',
  {
    id: rowid(),
    uid: uid(),
    /** SHA-256 hash of the OAuth `state`. */
    stateHash: bytes().notNull().unique(),
    connection: integer()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    /** Key of the session that began the sign-in. */
    session: text().notNull(),
    /** Code verifier and redirect URL, sealed. */
    sealed: bytes().notNull(),
    /** Path of the page that began the sign-in. */
    returnTo: text().notNull(),
    expiresAt: integer().notNull(),
    usedAt: integer()
  },
  t => [index('sign_ins_connection').on(t.connection)]
)

/** Circuit breakers, one per connection and host. */
export const breakers = sqliteTable(
  'breakers',
  {
    /** Connection of the calls, or the connector if it needs no connection. */
    of: uidBlob().notNull(),
    host: text().notNull(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    /** State of the open breaker; null once it is closed. */
    open: json<OpenBreaker>(),
    opened: integer().notNull()
  },
  t => [primaryKey({ columns: [t.of, t.host] })]
)
