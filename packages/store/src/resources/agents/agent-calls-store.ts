import { Fault, type Id } from '@hookwright/model'
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { agentCalls, agentTools, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { statusesInProgress } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, rawRows, run, type Steps } from '../../statements/steps.ts'
import type { AddedCall, AgentCallRow, AgentCallStore, CallDecision, WaitingLimit } from '../../store.ts'

const columns = {
  id: agentCalls.uid,
  toolId: agentTools.uid,
  ownerId: agentCalls.ownerId,
  clientKey: agentCalls.clientKey,
  clientName: agentCalls.clientName,
  clientHost: agentCalls.clientHost,
  idempotencyKey: agentCalls.idempotencyKey,
  argumentsHash: agentCalls.argumentsHash,
  at: agentCalls.at,
  askedUntil: agentCalls.askedUntil,
  decision: agentCalls.decision,
  decidedBy: agentCalls.decidedBy,
  decidedAt: agentCalls.decidedAt
}

interface CallColumns extends Omit<AgentCallRow, 'client' | 'decision'> {
  clientKey: string
  clientName: string
  clientHost: string | null
  decision: CallDecision['is'] | null
  decidedBy: string | null
  decidedAt: number | null
}

const rowOf = ({
  clientKey,
  clientName,
  clientHost,
  decision,
  decidedBy,
  decidedAt,
  ...about
}: CallColumns): AgentCallRow => ({
  ...about,
  client: { key: clientKey, name: clientName, host: clientHost },
  decision: decision === null ? null : { is: decision, by: decidedBy, at: decidedAt ?? about.at }
})

export const createAgentCallStore = ({
  tables,
  write,
  read,
  list,
  forUpdate
}: Pick<Database, 'tables' | 'write' | 'read' | 'list' | 'forUpdate'>): AgentCallStore => {
  function* one(where: SQL | undefined): Steps<AgentCallRow | null> {
    const row = yield* get(
      tables
        .select(columns)
        .from(agentCalls)
        .innerJoin(agentTools, eq(agentTools.id, agentCalls.tool))
        .where(where)
    )
    return row === undefined ? null : rowOf(row)
  }

  /** Returns calls that require approval and have a run on hold. */
  const onHold = (where: SQL | undefined): Promise<AgentCallRow[]> =>
    list(function* (reading) {
      const rows = yield* all(
        reading
          .select(columns)
          .from(agentCalls)
          // SQLite keeps the order of a cross join: the few calls that asked, then the run of each.
          .crossJoin(agentTools)
          .crossJoin(runs)
          .where(
            and(
              // A range here and a sum in the order let SQLite search the index of those that asked.
              gt(agentCalls.askedUntil, 0),
              eq(agentTools.id, agentCalls.tool),
              eq(runs.uid, agentCalls.uid),
              eq(runs.status, 'on-hold'),
              where
            )
          )
          .orderBy(asc(sql`${agentCalls.id} + 0`))
      )
      return rows.map(rowOf)
    })

  /**
   * Returns true when no further call of an owner may wait for approval. Calls that are about to wait count,
   * too.
   */
  function* isFull(ownerId: string, { most, startedSince }: WaitingLimit): Steps<boolean> {
    // One after the other: each would count without those that others are adding.
    yield* rawRows(
      tables,
      sql`select id from ${agentTools} where ${eq(agentTools.ownerId, ownerId)} order by id ${forUpdate}`
    )
    const row = yield* get(
      tables
        .select({ count: count() })
        .from(agentCalls)
        .leftJoin(runs, eq(runs.uid, agentCalls.uid))
        .where(
          and(
            gt(agentCalls.askedUntil, startedSince),
            isNull(agentCalls.decision),
            sql`${agentCalls.ownerId} || '' = ${ownerId}`,
            or(
              eq(runs.status, 'on-hold'),
              and(
                or(isNull(runs.status), sql`${runs.status} in ${sql.raw(statusesInProgress)}`),
                gt(agentCalls.at, startedSince)
              )
            )
          )
        )
    )
    return (row?.count ?? 0) >= most
  }

  return {
    add: ({ id, toolId, client, ...about }, limit) =>
      write(function* (): Steps<AddedCall> {
        const tool = yield* get(
          tables.select({ id: agentTools.id }).from(agentTools).where(eq(agentTools.uid, toolId))
        )
        if (tool === undefined) throw new Fault('agents.tool-gone')
        const { idempotencyKey } = about
        if (idempotencyKey !== null) {
          const earlier = yield* one(
            and(
              eq(agentCalls.tool, tool.id),
              eq(agentCalls.clientKey, client.key),
              eq(agentCalls.idempotencyKey, idempotencyKey)
            )
          )
          if (earlier !== null) return { is: 'earlier', call: earlier }
        }
        if (about.askedUntil !== null && (yield* isFull(about.ownerId, limit))) return { is: 'full' }
        const { key: clientKey, name: clientName, host: clientHost } = client
        yield* run(
          tables
            .insert(agentCalls)
            .values({ uid: id, tool: tool.id, ...about, clientKey, clientName, clientHost })
        )
        return { is: 'added' }
      }),
    find: id => read(() => one(eq(agentCalls.uid, id))),
    list: ({ ownerId, clientKey, before, limit }) =>
      list(function* (reading) {
        const last =
          before === undefined
            ? undefined
            : sql`(${reading.select({ id: agentCalls.id }).from(agentCalls).where(eq(agentCalls.uid, before))})`
        const rows = yield* all(
          reading
            .select(columns)
            .from(agentCalls)
            .innerJoin(agentTools, eq(agentTools.id, agentCalls.tool))
            .where(
              and(
                eq(agentCalls.ownerId, ownerId),
                clientKey === undefined ? undefined : eq(agentCalls.clientKey, clientKey),
                last === undefined ? undefined : lt(agentCalls.id, last)
              )
            )
            .orderBy(desc(agentCalls.id))
            .limit(limit)
        )
        return rows.map(rowOf)
      }),
    waiting: ownerId =>
      onHold(
        and(
          isNull(agentCalls.decision),
          // The index of owners has all their calls; those that asked are few.
          ownerId === null ? undefined : sql`${agentCalls.ownerId} || '' = ${ownerId}`
        )
      ),
    onHold: () => onHold(undefined),
    decide: (id: Id, { is, by, at }) =>
      write(function* () {
        const { changes } = yield* run(
          tables
            .update(agentCalls)
            .set({ decision: is, decidedBy: by, decidedAt: at })
            .where(and(eq(agentCalls.uid, id), isNotNull(agentCalls.askedUntil), isNull(agentCalls.decision)))
        )
        return changes > 0
      }),
    forget: async (before, most) => {
      const oldOf = (some: Tables, limit: number) =>
        some.select({ id: agentCalls.id }).from(agentCalls).where(lt(agentCalls.at, before)).limit(limit)
      // Asked regularly, mostly in vain: a transaction that writes would sync the disk each time.
      const oldest = await read(reading => get(oldOf(reading, 1)))
      if (oldest === undefined) return 0
      return write(function* () {
        return (yield* run(tables.delete(agentCalls).where(inArray(agentCalls.id, oldOf(tables, most)))))
          .changes
      })
    }
  }
}
