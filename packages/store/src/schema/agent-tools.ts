import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, rowid, uid, uidBlob } from './columns.ts'
import { flows } from './flows.ts'

/** Actions that members expose to their agents as tools. */
export const agentTools = sqliteTable(
  'agent_tools',
  {
    id: rowid(),
    uid: uid(),
    ownerId: text().notNull(),
    /** Name of the tool, as agents call it. */
    name: text().notNull(),
    /** Flow that runs when the tool is called. */
    flow: integer()
      .notNull()
      .references(() => flows.id, { onDelete: 'cascade' }),
    connectorUid: uidBlob().notNull(),
    actionFlowUid: uidBlob().notNull(),
    /** Connection of the action; null for a connector that needs none. */
    connectionUid: uidBlob(),
    /** True while agents may call the tool. */
    exposed: flag(),
    /** True if each call waits for the approval of a person. */
    asksFirst: flag(),
    createdAt: integer().notNull()
  },
  t => [uniqueIndex('agent_tools_name').on(t.ownerId, t.name), index('agent_tools_flow').on(t.flow)]
)

/** Calls of tools. The call's id is also the id of its delivery and of its run. */
export const agentCalls = sqliteTable(
  'agent_calls',
  {
    id: rowid(),
    uid: uid(),
    tool: integer()
      .notNull()
      .references(() => agentTools.id, { onDelete: 'cascade' }),
    ownerId: text().notNull(),
    clientKey: text().notNull(),
    clientName: text().notNull(),
    clientHost: text(),
    /** Key with which a client can repeat a call safely; null for none. */
    idempotencyKey: text(),
    /** Hash of the arguments; null for a call without an idempotency key. */
    argumentsHash: text(),
    at: integer().notNull(),
    /** Time until which a person may approve the call; null for a call that needs no approval. */
    askedUntil: integer(),
    decision: text({ enum: ['approved', 'refused', 'expired', 'withdrawn'] }),
    /** Member who made the decision; null if no member did. */
    decidedBy: text(),
    decidedAt: integer()
  },
  t => [
    index('agent_calls_owner').on(t.ownerId),
    index('agent_calls_tool').on(t.tool),
    index('agent_calls_at').on(t.at),
    index('agent_calls_asked').on(t.askedUntil).where(sql`asked_until is not null`),
    uniqueIndex('agent_calls_key')
      .on(t.tool, t.clientKey, t.idempotencyKey)
      .where(sql`idempotency_key is not null`)
  ]
)
