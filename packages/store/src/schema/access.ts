import type { AuditEntry, AuditedKind, Id, Role } from '@hookwright/model'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, json, rowid, uid, uidBlob } from './columns.ts'

/** API keys of members. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: rowid(),
    uid: uid(),
    ownerId: text().notNull(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    /** Connectors that the key is limited to; null for no limit. */
    connectorIds: json<Id[]>(),
    /** SHA-256 hash of the token, which is not stored. */
    tokenHash: bytes().notNull().unique(),
    last4: text().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    lastUsedAt: integer(),
    revokedAt: integer()
  },
  t => [index('api_keys_owner').on(t.ownerId)]
)

/** Audit log. Names are stored as they were at the time of the entry. */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    id: rowid(),
    uid: uid(),
    at: integer().notNull(),
    personId: text().notNull(),
    personName: text().notNull(),
    keyUid: uidBlob(),
    keyName: text(),
    act: text().notNull(),
    itemKind: text().$type<AuditedKind>(),
    itemUid: uidBlob(),
    itemName: text(),
    notes: json<AuditEntry['notes']>().notNull()
  },
  t => [index('audit_entries_at').on(t.at), index('audit_entries_person').on(t.personId)]
)
