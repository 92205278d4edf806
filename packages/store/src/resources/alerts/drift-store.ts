import { Fault, type Id } from '@hookwright/model'
import { and, desc, eq } from 'drizzle-orm'
import { connectors, drift, flows, ignoredDrift, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { DriftStore, StoredDrift } from '../../store.ts'
import type { AlertWriter } from './write-alerts.ts'

const selectDrift = (tables: Tables) =>
  tables
    .select({
      versionId: versions.uid,
      versionNumber: versions.number,
      eventFlowId: drift.eventFlow,
      drift: drift.found
    })
    .from(drift)
    .innerJoin(versions, eq(drift.version, versions.id))
    .innerJoin(connectors, eq(versions.connector, connectors.id))

/** Returns the connector of an event, even a deleted one. */
function* connectorOfEvent(tables: Tables, eventFlowId: Id): Steps<Id> {
  const row = yield* get(
    tables
      .select({ id: connectors.uid })
      .from(flows)
      .innerJoin(connectors, eq(flows.connector, connectors.id))
      .where(eq(flows.uid, eventFlowId))
  )
  if (row === undefined) throw new Fault('flow.gone')
  return row.id
}

export const createDriftStore = ({ tables, write, list }: Database, alerts: AlertWriter): DriftStore => ({
  ofEvent: eventFlowId =>
    list(function* (reading): Steps<StoredDrift[]> {
      return yield* all(
        selectDrift(reading).where(eq(drift.eventFlow, eventFlowId)).orderBy(desc(versions.number))
      )
    }),
  ofConnector: connectorId =>
    list(function* (reading): Steps<StoredDrift[]> {
      return yield* all(
        selectDrift(reading).where(eq(connectors.uid, connectorId)).orderBy(desc(versions.number))
      )
    }),
  keep: ({ versionId, eventFlowId }, { before, drift: found, alert }) =>
    write(function* (note) {
      const version = yield* get(
        tables
          .select({ id: versions.id, connectorId: connectors.uid })
          .from(versions)
          .innerJoin(connectors, eq(versions.connector, connectors.id))
          .where(eq(versions.uid, versionId))
      )
      if (version === undefined) throw new Fault('version.gone')
      const stored = yield* get(
        tables
          .select({ found: drift.found })
          .from(drift)
          .where(and(eq(drift.version, version.id), eq(drift.eventFlow, eventFlowId)))
      )
      if (stored?.found.looked !== before?.looked) return false
      yield* run(
        tables
          .insert(drift)
          .values({ version: version.id, eventFlow: eventFlowId, found })
          .onConflictDoUpdate({ target: [drift.version, drift.eventFlow], set: { found } })
      )
      yield* alerts.raise(alert, note)
      note('drift', version.connectorId)
      return true
    }),
  ignored: eventFlowId =>
    list(function* (reading) {
      return yield* all(
        reading
          .select({
            eventFlowId: ignoredDrift.eventFlow,
            key: ignoredDrift.key,
            at: ignoredDrift.at,
            by: ignoredDrift.by
          })
          .from(ignoredDrift)
          .where(eq(ignoredDrift.eventFlow, eventFlowId))
          .orderBy(ignoredDrift.id)
      )
    }),
  ignore: ({ eventFlowId, ...ignored }) =>
    write(function* (note) {
      const connectorId = yield* connectorOfEvent(tables, eventFlowId)
      yield* run(
        tables
          .insert(ignoredDrift)
          .values({ eventFlow: eventFlowId, ...ignored })
          .onConflictDoNothing()
      )
      note('drift', connectorId)
    }),
  unignore: ({ eventFlowId, key }) =>
    write(function* (note) {
      const connectorId = yield* connectorOfEvent(tables, eventFlowId)
      yield* run(
        tables
          .delete(ignoredDrift)
          .where(and(eq(ignoredDrift.eventFlow, eventFlowId), eq(ignoredDrift.key, key)))
      )
      note('drift', connectorId)
    })
})
