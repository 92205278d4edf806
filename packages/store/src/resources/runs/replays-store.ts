import type { ReplaySeries } from '@hookwright/model'
import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { settings } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, run, type Steps } from '../../statements/steps.ts'
import type { ReplaySeriesStore, SeriesDelivery } from '../../store.ts'

const SERIES = 'replays/'
/** Name that follows all names of series. */
const BEHIND_SERIES = 'replays0'
const DELIVERIES = 'replayed/'

function* set(tables: Tables, name: string, content: unknown): Steps<void> {
  const value = sql`${JSON.stringify(content)}`
  yield* run(
    tables
      .insert(settings)
      .values({ name, value })
      .onConflictDoUpdate({ target: settings.name, set: { value } })
  )
}

/** Stores the progress of a series. Needs a transaction. */
export const writeSeries = (tables: Tables, series: ReplaySeries): Steps<void> =>
  set(tables, `${SERIES}${series.id}`, series)

/**
 * Creates the store of replay series, in the settings table. Deliveries are stored separately, so
 * that each step writes a small row.
 */
export const createReplaySeriesStore = ({ tables, write, read }: Database): ReplaySeriesStore => {
  const select = (reading: Tables) =>
    reading.select({ name: settings.name, value: sql<string>`${settings.value}` }).from(settings)

  return {
    add: (series, deliveries) =>
      write(function* () {
        yield* writeSeries(tables, series)
        yield* set(tables, `${DELIVERIES}${series.id}`, deliveries)
      }),
    keep: series =>
      write(function* () {
        yield* writeSeries(tables, series)
        if (series.status.is === 'running') return
        yield* run(tables.delete(settings).where(eq(settings.name, `${DELIVERIES}${series.id}`)))
      }),
    all: () =>
      read(function* (reading) {
        const rows = yield* all(
          select(reading)
            .where(and(gte(settings.name, SERIES), lt(settings.name, BEHIND_SERIES)))
            .orderBy(asc(settings.name))
        )
        const kept = rows
          .map(({ value }): ReplaySeries => JSON.parse(value))
          .toSorted((one, other) => one.startedAt - other.startedAt)
        const names = kept.map(({ id }) => `${DELIVERIES}${id}`)
        const stored = yield* all(select(reading).where(inArray(settings.name, names)))
        const deliveries = new Map(
          stored.map(({ name, value }): [string, SeriesDelivery[]] => [name, JSON.parse(value)])
        )
        return kept.map(series => ({
          series,
          deliveries: deliveries.get(`${DELIVERIES}${series.id}`) ?? []
        }))
      }),
    forget: id =>
      write(function* () {
        const names = [SERIES, DELIVERIES].map(prefix => `${prefix}${id}`)
        yield* run(tables.delete(settings).where(inArray(settings.name, names)))
      })
  }
}
