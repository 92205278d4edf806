import { defineBench } from '../define-bench.ts'
import { measureProcesses } from './measure-processes.ts'
import { measureReceiving } from './measure-receiving.ts'
import { withPostgres } from './on-postgres.ts'
import { postgresFiguresOf, postgresReportOf } from './postgres-figures.ts'

/**
 * Measures the product on PostgreSQL: receiving deliveries, compared with a minimal server, and sharing runs
 * among processes.
 */
export const bench = defineBench({
  measure: harness =>
    withPostgres(async postgres => {
      const receiving = await measureReceiving(harness, postgres)
      return postgresFiguresOf({ receiving, processes: await measureProcesses(harness, postgres) })
    }),
  report: postgresReportOf
})
