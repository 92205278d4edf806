import { asc, eq } from 'drizzle-orm'
import { breakers, connectors } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { all, run } from '../../statements/steps.ts'
import type { BreakerStore } from '../../store.ts'
import type { AlertWriter } from './write-alerts.ts'

export const createBreakerStore = ({ tables, write, read }: Database, alerts: AlertWriter): BreakerStore => ({
  all: () =>
    read(function* () {
      return (yield* all(
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
      )).map(({ of, ...row }) => ({ ...row, connectionId: of === row.connectorId ? null : of }))
    }),
  keep: ({ connectorId, connectionId, host, open, opened }, alert) =>
    write(function* (note) {
      const of = connectionId ?? connectorId
      yield* run(
        tables
          .insert(breakers)
          .values({ of, host, connector: yield* connectorRowid(tables, connectorId), open, opened })
          .onConflictDoUpdate({ target: [breakers.of, breakers.host], set: { open, opened } })
      )
      yield* alerts.raise(alert, note)
      if (connectionId === null) note('connectors', connectorId)
      else note('connections', connectionId)
    })
})
