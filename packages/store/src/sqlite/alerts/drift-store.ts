import { Fault, type Id } from '@hookwright/model'
import { and, desc, eq } from 'drizzle-orm'
import { connectors, drift, flows, ignoredDrift, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { DriftStore, StoredDrift } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
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
const connectorOf = (tables: Tables, eventFlowId: Id): Id => {
  const row = tables
    .select({ id: connectors.uid })
    .from(flows)
    .innerJoin(connectors, eq(flows.connector, connectors.id))
    .where(eq(flows.uid, eventFlowId))
    .get()
  if (row === undefined) throw new Fault('flow.gone')
  return row.id
}

export const createDriftStore = ({ tables, write, list }: SqliteFile, alerts: AlertWriter): DriftStore => ({
  ofEvent: eventFlowId =>
    list((reading): StoredDrift[] =>
      selectDrift(reading).where(eq(drift.eventFlow, eventFlowId)).orderBy(desc(versions.number)).all()
    ),
  ofConnector: connectorId =>
    list((reading): StoredDrift[] =>
      selectDrift(reading).where(eq(connectors.uid, connectorId)).orderBy(desc(versions.number)).all()
    ),
  keep: ({ versionId, eventFlowId }, found, alert) =>
    write(note => {
      const version = tables
        .select({ id: versions.id, connectorId: connectors.uid })
        .from(versions)
        .innerJoin(connectors, eq(versions.connector, connectors.id))
        .where(eq(versions.uid, versionId))
        .get()
      if (version === undefined) throw new Fault('version.gone')
      tables
        .insert(drift)
        .values({ version: version.id, eventFlow: eventFlowId, found })
        .onConflictDoUpdate({ target: [drift.version, drift.eventFlow], set: { found } })
        .run()
      alerts.raise(alert, note)
      note('drift', version.connectorId)
    }),
  ignored: eventFlowId =>
    list(reading =>
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
        .all()
    ),
  ignore: ({ eventFlowId, ...ignored }) =>
    write(note => {
      const connectorId = connectorOf(tables, eventFlowId)
      tables
        .insert(ignoredDrift)
        .values({ eventFlow: eventFlowId, ...ignored })
        .onConflictDoNothing()
        .run()
      note('drift', connectorId)
    }),
  heed: ({ eventFlowId, key }) =>
    write(note => {
      const connectorId = connectorOf(tables, eventFlowId)
      tables
        .delete(ignoredDrift)
        .where(and(eq(ignoredDrift.eventFlow, eventFlowId), eq(ignoredDrift.key, key)))
        .run()
      note('drift', connectorId)
    })
})
