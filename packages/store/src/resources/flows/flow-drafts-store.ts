import { type Id, KEPT_DRAFTS, MINUTE, type Millis } from '@hookwright/model'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { flowDrafts, flows, revisions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { FlowDraftStore, FlowSave } from '../../store.ts'

/** Time in which saves of one member share one entry in the list of drafts, in milliseconds. */
const ONE_DRAFT: Millis = 10 * MINUTE

/** Stores the draft before the first save as the oldest entry. Does nothing for a flow without cards. */
function* keepFirst(tables: Tables, flow: number): Steps<void> {
  const { name, description, doc, draftNo, updatedAt, ownerId: by } = flows
  const before = yield* get(
    tables.select({ name, description, doc, draftNo, updatedAt, by }).from(flows).where(eq(flows.id, flow))
  )
  if (before === undefined || before.doc.strip.length === 0) return
  const { updatedAt: at, ...state } = before
  yield* run(tables.insert(flowDrafts).values({ flow, ...state, beganAt: at, at, closed: true }))
}

/**
 * Adds a draft to a flow's list of drafts. Must be called before the draft is saved to the flow. Deletes the
 * oldest drafts beyond the limit.
 */
export function* noteDraft(
  tables: Tables,
  flow: number,
  save: Pick<FlowSave, 'name' | 'description' | 'doc'>,
  params: { draftNo: number; at: Millis; by: string | null }
): Steps<void> {
  const { draftNo, at, by } = params
  const own = eq(flowDrafts.flow, flow)
  const { name, description, doc } = save
  const newest = yield* get(
    tables
      .select({
        ...{ id: flowDrafts.id, by: flowDrafts.by, beganAt: flowDrafts.beganAt, closed: flowDrafts.closed },
        isSame: sql<number>`case when ${flowDrafts.doc} = ${JSON.stringify(doc)}
        and ${flowDrafts.name} is not distinct from ${name} and ${flowDrafts.description} = ${description}
        then 1 else 0 end`
      })
      .from(flowDrafts)
      .where(own)
      .orderBy(desc(flowDrafts.id))
      .limit(1)
  )
  if (newest?.isSame === 1) return
  if (newest === undefined) yield* keepFirst(tables, flow)
  function* isFrozen(since: Millis): Steps<boolean> {
    const frozen = yield* get(
      tables
        .select({ id: revisions.id })
        .from(revisions)
        .where(and(eq(revisions.flow, flow), gt(revisions.number, 0), gt(revisions.createdAt, since)))
        .limit(1)
    )
    return frozen !== undefined
  }
  const goesOn =
    newest !== undefined &&
    !newest.closed &&
    newest.by === by &&
    at - newest.beganAt < ONE_DRAFT &&
    !(yield* isFrozen(newest.beganAt))
  if (goesOn) {
    yield* run(
      tables
        .update(flowDrafts)
        .set({ draftNo, at, name, description, doc })
        .where(eq(flowDrafts.id, newest.id))
    )
    return
  }
  const state = { draftNo, by, beganAt: at, at, name, description, doc, closed: false }
  yield* run(tables.insert(flowDrafts).values({ flow, ...state }))
  yield* run(
    tables.delete(flowDrafts).where(
      and(
        own,
        sql`${flowDrafts.id} not in (select id from flow_drafts where flow = ${flow}
          order by id desc limit ${KEPT_DRAFTS})`
      )
    )
  )
}

export const createFlowDraftStore = ({ tables, write, list }: Database): FlowDraftStore => {
  function* rowidOf(reading: Tables, id: Id): Steps<number> {
    return (yield* get(reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, id))))?.id ?? -1
  }
  return {
    list: flowId =>
      list(function* (reading) {
        return (yield* all(
          reading
            .select()
            .from(flowDrafts)
            .where(eq(flowDrafts.flow, yield* rowidOf(reading, flowId)))
            .orderBy(desc(flowDrafts.id))
        )).map(({ id: _, flow: __, closed: ___, ...draft }) => draft)
      }),
    revisions: (flowId, limit) =>
      list(function* (reading) {
        return (yield* all(
          reading
            .select({
              number: revisions.number,
              createdAt: revisions.createdAt,
              snapshot: revisions.snapshot
            })
            .from(revisions)
            .where(and(eq(revisions.flow, yield* rowidOf(reading, flowId)), gt(revisions.number, 0)))
            .orderBy(desc(revisions.number))
            .limit(limit)
        )).map(({ snapshot: { flow }, number, createdAt }) => ({
          ...{ number, createdAt, name: flow.name },
          ...{ description: flow.description, doc: flow.doc }
        }))
      }),
    close: flowId =>
      write(function* () {
        const newest = sql`${flowDrafts.id} = (select max(id) from flow_drafts where flow = ${yield* rowidOf(tables, flowId)})`
        yield* run(tables.update(flowDrafts).set({ closed: true }).where(newest))
      })
  }
}
