import { asc, eq } from 'drizzle-orm'
import { breakers, connectors } from '../../schema/schema.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import type { BreakerStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { AlertWriter } from './write-alerts.ts'

export const createBreakerStore = (
  { tables, write, read }: SqliteFile,
  alerts: AlertWriter
): BreakerStore => ({
  all: () =>
    read(() =>
      tables
        .select({
          of: breakers.of,
          host: breakers.host,
          connectorId: connectors.uid,
          open: breakers.open,
          opened: breakers.opened
        })
        .from(breakers)
        .innerJoin(connectors, eq(breakers.connector, connectors.id))
        .orderBy(asc(breakers.of), asc(breakers.host))
        .all()
        .map(({ of, ...row }) => ({ ...row, connectionId: of === row.connectorId ? null : of }))
    ),
  keep: ({ connectorId, connectionId, host, open, opened }, alert) =>
    write(note => {
      const of = connectionId ?? connectorId
      tables
        .insert(breakers)
        .values({ of, host, connector: execute(connectorRowid(tables, connectorId)), open, opened })
        .onConflictDoUpdate({ target: [breakers.of, breakers.host], set: { open, opened } })
        .run()
      alerts.raise(alert, note)
      if (connectionId === null) note('connectors', connectorId)
      else note('connections', connectionId)
    })
})
