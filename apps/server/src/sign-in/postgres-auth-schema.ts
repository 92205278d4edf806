import { Fault } from '@hookwright/model'
import { BEGIN, type Connections, execute, transact } from '@hookwright/store/postgres'

/**
 * PostgreSQL schema of the authentication tables. A separate schema allows read access to the store's tables
 * without password hashes.
 */
const SCHEMA = 'hookwright_auth'

/**
 * SQL of the migrations; each raises the version by one. Never change a committed migration. The tables of
 * better-auth are the same as in `auth-file.ts`.
 */
const migrations: readonly string[] = [
  `
CREATE TABLE {user} (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  "emailVerified" smallint NOT NULL DEFAULT 0,
  image text,
  "createdAt" bigint NOT NULL,
  "updatedAt" bigint NOT NULL,
  username text COLLATE "C" UNIQUE,
  role text NOT NULL CHECK (role IN ('admin', 'maker', 'user', 'viewer'))
);
CREATE TABLE {session} (
  id text COLLATE "C" PRIMARY KEY,
  "expiresAt" bigint NOT NULL,
  token text COLLATE "C" NOT NULL UNIQUE,
  "createdAt" bigint NOT NULL,
  "updatedAt" bigint NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text COLLATE "C" NOT NULL REFERENCES {user} (id) ON DELETE CASCADE
);
CREATE INDEX ON {session} ("userId");
CREATE TABLE {account} (
  id text COLLATE "C" PRIMARY KEY,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text COLLATE "C" NOT NULL REFERENCES {user} (id) ON DELETE CASCADE,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" bigint,
  "refreshTokenExpiresAt" bigint,
  scope text,
  password text,
  "createdAt" bigint NOT NULL,
  "updatedAt" bigint NOT NULL
);
CREATE INDEX ON {account} ("userId");
CREATE TABLE {verification} (
  id text COLLATE "C" PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  "expiresAt" bigint NOT NULL,
  "createdAt" bigint NOT NULL,
  "updatedAt" bigint NOT NULL
);
CREATE INDEX ON {verification} (identifier);
CREATE TABLE {attempt} (
  key text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  tries integer NOT NULL,
  since bigint NOT NULL
);
CREATE INDEX ON {attempt} (since);
CREATE INDEX ON {attempt} (name);
CREATE TABLE {first_admin} (id integer PRIMARY KEY, nonce text NOT NULL);
CREATE TABLE {key_check} (id integer PRIMARY KEY, sealed text NOT NULL);
CREATE TABLE {member_changes} (id integer PRIMARY KEY, count bigint NOT NULL);`,
  `
CREATE TABLE {agent_grant} (
  id text COLLATE "C" PRIMARY KEY,
  "personId" text COLLATE "C" NOT NULL REFERENCES {user} (id) ON DELETE CASCADE,
  "clientKey" text COLLATE "C" NOT NULL,
  "clientId" text NOT NULL,
  "recordId" text COLLATE "C" NOT NULL,
  "clientName" text NOT NULL,
  "clientHost" text,
  scopes text NOT NULL,
  "connectorIds" text,
  "createdAt" bigint NOT NULL,
  "lastUsedAt" bigint,
  UNIQUE ("personId", "clientKey")
);
CREATE TABLE {oauth_record} (
  model text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  payload text NOT NULL,
  "grantId" text COLLATE "C",
  uid text COLLATE "C",
  "createdAt" bigint NOT NULL,
  "consumedAt" bigint,
  "expiresAt" bigint,
  PRIMARY KEY (model, id)
);
CREATE INDEX ON {oauth_record} ("grantId");
CREATE INDEX ON {oauth_record} (uid);
CREATE INDEX ON {oauth_record} ("expiresAt");`
]

/** Returns the qualified name of a table in PostgreSQL. */
export const nameOfTable = (table: string): string => `${SCHEMA}."${table}"`

/** Key of the advisory lock for creating and migrating the schema. */
const MIGRATE_LOCK = '1752133483, 7'

/**
 * Creates the tables and applies missing migrations, while other processes that start wait. Throws `storage.newer` for
 * tables of a newer Hookwright.
 */
export const migrateAuthSchema = (connections: Connections): Promise<void> =>
  transact(connections, `${BEGIN}; select pg_advisory_xact_lock(${MIGRATE_LOCK})`, async client => {
    const { rows } = await execute(
      client,
      `SELECT current_database() AS database, to_regclass('${SCHEMA}.version') AS versions`
    )
    const { database, versions } = rows[0] ?? {}
    if (versions === null) {
      // Asked for only when it is missing: a user who may not create schemas may have been given this one.
      const { rowCount } = await execute(client, `SELECT 1 FROM pg_namespace WHERE nspname = '${SCHEMA}'`)
      if (rowCount === 0) await execute(client, `CREATE SCHEMA ${SCHEMA}`)
      await execute(client, `CREATE TABLE ${SCHEMA}.version (version integer NOT NULL)`)
      await execute(client, `INSERT INTO ${SCHEMA}.version VALUES (0)`)
    }
    const found = await execute(client, `SELECT version FROM ${SCHEMA}.version`)
    const version = Number(found.rows[0]?.version ?? 0)
    if (version > migrations.length) throw new Fault('storage.newer', { file: String(database) })
    for (const migration of migrations.slice(version)) {
      await execute(
        client,
        migration.replace(/\{(\w+)\}/g, (_, table: string) => nameOfTable(table))
      )
    }
    if (version < migrations.length) {
      await execute(client, `UPDATE ${SCHEMA}.version SET version = ${migrations.length}`)
    }
  })
