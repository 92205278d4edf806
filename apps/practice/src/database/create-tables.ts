import type SQLite from 'better-sqlite3'

/** Creates the tables. Times are milliseconds UTC; columns are named after their fields. */
export function createTables(sqlite: SQLite.Database): void {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE IF NOT EXISTS subscriptions (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL, eventType TEXT NOT NULL,
      list INTEGER NOT NULL, department TEXT, secret TEXT NOT NULL,
      createdAt INTEGER NOT NULL, expiresAt INTEGER, deadAt INTEGER
    ) STRICT;
    CREATE INDEX IF NOT EXISTS subscriptionsByEvent ON subscriptions (eventType, url);

    CREATE TABLE IF NOT EXISTS firstAnswers (
      idempotencyKey TEXT PRIMARY KEY, request TEXT NOT NULL, body TEXT NOT NULL, answeredAt INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE IF NOT EXISTS deliveries (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, subscriptionId TEXT NOT NULL,
      url TEXT NOT NULL, secret TEXT NOT NULL, eventType TEXT NOT NULL, body TEXT NOT NULL,
      attempts INTEGER NOT NULL, sentAt INTEGER NOT NULL, status INTEGER, error TEXT, ms INTEGER
    ) STRICT;
    CREATE INDEX IF NOT EXISTS deliveriesBySubscription ON deliveries (subscriptionId, sentAt);

    CREATE TABLE IF NOT EXISTS equipment (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, personId TEXT NOT NULL, name TEXT,
      item TEXT NOT NULL, assignedAt INTEGER NOT NULL, idempotencyKey TEXT UNIQUE
    ) STRICT;

    CREATE TABLE IF NOT EXISTS chatMembers (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE IF NOT EXISTS chatChannels (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS chatChannelMembers (
      channelId TEXT NOT NULL, memberId TEXT NOT NULL, PRIMARY KEY (channelId, memberId)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS chatMessages (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, channelId TEXT NOT NULL, text TEXT NOT NULL,
      memberId TEXT NOT NULL, app TEXT, sentAt INTEGER NOT NULL, idempotencyKey TEXT UNIQUE
    ) STRICT;
    CREATE INDEX IF NOT EXISTS chatMessagesByChannel ON chatMessages (channelId, seq);

    CREATE TABLE IF NOT EXISTS chatApps (
      seq INTEGER PRIMARY KEY, clientId TEXT NOT NULL UNIQUE, secretHash TEXT NOT NULL, name TEXT NOT NULL,
      redirectUrls TEXT NOT NULL, createdAt INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS chatGrants (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, clientId TEXT NOT NULL, memberId TEXT NOT NULL,
      scope TEXT NOT NULL, redirectUrl TEXT NOT NULL, challenge TEXT NOT NULL, codeHash TEXT NOT NULL UNIQUE,
      codeExpiresAt INTEGER NOT NULL, codeUsed INTEGER NOT NULL DEFAULT 0, refreshHash TEXT UNIQUE,
      createdAt INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS chatTokens (
      hash TEXT PRIMARY KEY, grantId TEXT NOT NULL, expiresAt INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS chatTokensByGrant ON chatTokens (grantId);
  `)
  addColumn(sqlite, 'subscriptions', 'dialect TEXT')
  addColumn(sqlite, 'deliveries', 'spoken TEXT')
  addColumn(sqlite, 'deliveries', 'late INTEGER NOT NULL DEFAULT 0')
}

/** Adds a column if a database file of an older version does not have it. */
function addColumn(sqlite: SQLite.Database, table: string, column: string): void {
  const has = sqlite.prepare<[string, string]>('SELECT 1 FROM pragma_table_info(?) WHERE name = ?')
  const [name = ''] = column.split(' ')
  if (has.get(table, name) === undefined) sqlite.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`)
}
