import { Fault, type Id, type Millis } from '@hookwright/model'
import { and, asc, eq, gt, gte, inArray, isNull, not, sql } from 'drizzle-orm'
import { connectors, flows, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { isBlank } from '../../statements/blank-flows.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { eventColumnsOf, flowOf, insertFlow, selectFlows } from '../../statements/flow-row.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { FlowSave, FlowStore, ImportedDrafts } from '../../store.ts'
import { insertConnector, writeSettings } from '../connectors/connectors-store.ts'
import { putFollowed } from '../connectors/followed-connectors-store.ts'
import { deployedIdOf, deployVersion, insertVersion, nextNumber } from '../connectors/versions-store.ts'
import { noteDraft } from './flow-drafts-store.ts'
import { createFlowTallies } from './flow-tallies.ts'
import { createUsersOf } from './flows-of-users.ts'

/**
 * SQL condition of users' flows that are not deleted. It repeats the condition of the index `flows_listed`,
 * so that the index is used.
 */
export const users = and(isNull(flows.connector), isNull(flows.deletedAt))

const alive = (id: Id) => and(eq(flows.uid, id), isNull(flows.deletedAt))

const uid = sql.placeholder('uid')

/** Replaces a draft, within the caller's transaction, and returns its number. Throws `flow.gone`, `flow.stale`. */
function* saveDraft(
  tables: Tables,
  id: Id,
  save: FlowSave,
  { baseDraft, at, by = null }: { baseDraft: number; at: Millis; by?: string | null }
): Steps<number> {
  const kept = yield* get(
    tables
      .select({ rowid: flows.id, connector: flows.connector, draftNo: flows.draftNo })
      .from(flows)
      .where(alive(id))
  )
  if (kept === undefined) throw new Fault('flow.gone')
  if (kept.draftNo !== baseDraft) throw new Fault('flow.stale', { draftNo: kept.draftNo })
  const draftNo = baseDraft + 1
  if (kept.connector === null) yield* noteDraft(tables, kept.rowid, save, { draftNo, at, by })
  yield* run(
    tables
      .update(flows)
      .set({
        name: save.name,
        description: save.description,
        active: save.active,
        saveAll: save.saveAll,
        doc: save.doc,
        ...eventColumnsOf(save.doc),
        draftNo,
        updatedAt: at
      })
      .where(alive(id))
  )
  return draftNo
}

/** Writes imported drafts, within the caller's transaction. Throws the same faults as `writeImport`. */
function* writeDrafts(
  tables: Tables,
  note: Note,
  { connector, added, saved, at, by }: ImportedDrafts
): Steps<void> {
  if (connector !== null) {
    const { id, ...settings } = connector
    yield* writeSettings(tables, id, settings)
    note('connectors', id)
  }
  for (const { id, save, baseDraft } of saved) {
    yield* saveDraft(tables, id, save, { baseDraft, at, by })
    note('flows', id)
  }
  for (const flow of added) {
    yield* insertFlow(tables, flow)
    note('flows', flow.id)
  }
}

/** Searches of flows for which each database has its own statements. */
export type FlowSearches = Pick<FlowStore, 'listUsers' | 'countUsers' | 'activity' | 'naming'>

export const createFlowStore = (file: Database): Omit<FlowStore, keyof FlowSearches> => {
  const { tables, write, read, list } = file
  const selectFlow = prepareOnce(() =>
    selectFlows(tables)
      .where(and(eq(flows.uid, uid), isNull(flows.deletedAt)))
      .prepare()
  )
  const selectOwner = prepareOnce(() =>
    tables
      .select({ ownerId: flows.ownerId, connectorId: connectors.uid, name: flows.name })
      .from(flows)
      .leftJoin(connectors, eq(flows.connector, connectors.id))
      .where(eq(flows.uid, uid))
      .prepare()
  )
  return {
    tallies: createFlowTallies(file),
    add: flow =>
      write(function* (note) {
        yield* insertFlow(tables, flow)
        note('flows', flow.id)
      }),
    find: id =>
      read(function* () {
        const row = yield* get(selectFlow(), { uid: blobOfId(id) })
        return row === undefined ? null : flowOf(row)
      }),
    ownerOf: id =>
      read(function* () {
        return (yield* get(selectOwner(), { uid: blobOfId(id) })) ?? null
      }),
    list: connectorId =>
      list(function* (reading) {
        return (yield* all(
          selectFlows(reading)
            .where(and(isNull(flows.deletedAt), eq(connectors.uid, connectorId)))
            .orderBy(asc(flows.id))
        )).map(flowOf)
      }),
    ofOwner: ownerId =>
      list(function* (reading) {
        return (yield* all(
          selectFlows(reading)
            .where(and(users, eq(flows.ownerId, ownerId)))
            .orderBy(asc(flows.id))
        )).map(flowOf)
      }),
    several: ids =>
      list(function* (reading) {
        return (yield* all(
          selectFlows(reading).where(and(isNull(flows.deletedAt), inArray(flows.uid, ids)))
        )).map(flowOf)
      }),
    names: ({ ownerId, after, limit }) =>
      list(function* (reading) {
        const last =
          after === undefined
            ? undefined
            : reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, after))
        return yield* all(
          reading
            .select({
              id: flows.uid,
              name: flows.name,
              description: flows.description,
              ownerId: flows.ownerId
            })
            .from(flows)
            .where(
              and(
                users,
                not(isBlank),
                ownerId === null ? undefined : eq(flows.ownerId, ownerId),
                last && gt(flows.id, last)
              )
            )
            .orderBy(asc(flows.id))
            .limit(limit)
        )
      }),
    startingWith: (ownerId, eventFlowId) =>
      list(function* (reading) {
        return (yield* all(
          reading
            .select({ id: flows.uid })
            .from(flows)
            .where(and(users, eq(flows.ownerId, ownerId), eq(flows.eventFlow, eventFlowId)))
            .orderBy(asc(flows.id))
        )).map(({ id }) => id)
      }),
    usersOf: createUsersOf(file),
    save: (id, save, params) =>
      write(function* (note) {
        const draftNo = yield* saveDraft(tables, id, save, params)
        note('flows', id)
        return draftNo
      }),
    writeImport: drafts => write(note => writeDrafts(tables, note, drafts)),
    deployImport: ({ drafts, version, snapshot, deployment, planned, followed }) =>
      write(function* (note) {
        if ('flows' in drafts) yield* insertConnector(tables, note, drafts.connector, drafts.flows)
        else yield* writeDrafts(tables, note, drafts)
        const connector = yield* connectorRowid(tables, version.connectorId)
        const isPlanned =
          (yield* nextNumber(tables, connector)) === planned.number &&
          (yield* deployedIdOf(tables, connector)) === planned.deployedId
        if (!isPlanned) throw new Fault('plan.stale')
        if (followed !== undefined) yield* putFollowed(tables, note, followed)
        yield* insertVersion(tables, note, version, snapshot)
        return yield* deployVersion(tables, note, version.id, deployment)
      }),
    remove: (id, at, by = null) =>
      write(function* (note) {
        const open = yield* get(
          tables
            .select({ id: subscriptions.id })
            .from(subscriptions)
            .innerJoin(flows, eq(flows.id, subscriptions.flow))
            .where(and(eq(flows.uid, id), eq(subscriptions.wanted, true)))
        )
        if (open !== undefined) throw new Fault('flow.is-on')
        const { changes } = yield* run(
          tables.update(flows).set({ deletedAt: at, deletedBy: by }).where(alive(id))
        )
        if (changes === 0) throw new Fault('flow.gone')
        note('flows', id)
      }),
    restore: id =>
      write(function* (note) {
        const kept = yield* get(
          tables
            .select({ isWithout: connectors.deletedAt })
            .from(flows)
            .leftJoin(connectors, eq(flows.connector, connectors.id))
            .where(and(eq(flows.uid, id), gte(flows.deletedAt, 0), isNull(flows.purgedAt)))
        )
        if (kept === undefined) throw new Fault('flow.gone')
        if (kept.isWithout !== null) throw new Fault('connector.gone')
        yield* run(tables.update(flows).set({ deletedAt: null, deletedBy: null }).where(eq(flows.uid, id)))
        note('flows', id)
      })
  }
}
