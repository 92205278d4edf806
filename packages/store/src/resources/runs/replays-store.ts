import { Fault, type Id, type ReplaySeries } from '@hookwright/model'
import { and, asc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { settings } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, run, type Steps } from '../../statements/steps.ts'
import type { ReplaySeriesStore, SeriesDelivery } from '../../store.ts'

const SERIES = 'replays/'
/** Exclusive upper bound of the setting names of replay series, which all begin with `replays/`. */
const BEHIND_SERIES = 'replays0'
const DELIVERIES = 'replayed/'

/**
 * SQL condition: the replay series in a row of settings is running. The pattern cannot match inside a text,
 * since quotes are escaped there.
 */
const isRunning = sql`${settings.value} like '%"status":{"is":"running"}%'`

function* set(tables: Tables, name: string, content: unknown): Steps<void> {
  const value = sql`${JSON.stringify(content)}`
  yield* run(
    tables
      .insert(settings)
      .values({ name, value })
      .onConflictDoUpdate({ target: settings.name, set: { value } })
  )
}

/** Stores the progress of a replay series that is running. Needs a transaction. */
function* writeSeries(tables: Tables, series: ReplaySeries, where?: SQL): Steps<boolean> {
  const rows = yield* all(
    tables
      .update(settings)
      .set({ value: sql`${JSON.stringify(series)}` })
      .where(and(eq(settings.name, `${SERIES}${series.id}`), isRunning, where))
      .returning({ name: settings.name })
  )
  return rows.length > 0
}

/**
 * Stores that a running replay series has begun its next replay. Needs a transaction. Throws `replays.gone`
 * when the series was stopped, or when another process has begun that replay.
 */
export function* stepSeries(tables: Tables, series: ReplaySeries): Steps<void> {
  const { begun, skipped } = series
  const isBefore = sql`${settings.value} like ${`%"begun":${begun - 1},"skipped":${skipped},%`}`
  if (!(yield* writeSeries(tables, series, isBefore))) throw new Fault('replays.gone')
}

/** Reads all replay series, oldest first. */
function* readSeries(tables: Tables): Steps<ReplaySeries[]> {
  const rows = yield* all(
    tables
      .select({ value: sql<string>`${settings.value}` })
      .from(settings)
      .where(and(gte(settings.name, SERIES), lt(settings.name, BEHIND_SERIES)))
      .orderBy(asc(settings.name))
  )
  return rows
    .map(({ value }): ReplaySeries => JSON.parse(value))
    .toSorted((one, other) => one.startedAt - other.startedAt)
}

function* forgetDeliveries(tables: Tables, id: Id): Steps<void> {
  yield* run(tables.delete(settings).where(eq(settings.name, `${DELIVERIES}${id}`)))
}

/**
 * Creates the store of replay series, in the settings table. Deliveries are stored separately, so that each
 * step writes only a small row.
 */
export const createReplaySeriesStore = ({ tables, write, read }: Database): ReplaySeriesStore => ({
  add: (series, deliveries) =>
    write(function* (note) {
      for (const { status, flowIds } of yield* readSeries(tables)) {
        if (status.is === 'running' && flowIds.some(id => series.flowIds.includes(id))) {
          throw new Fault('replays.under-way')
        }
      }
      yield* set(tables, `${SERIES}${series.id}`, series)
      yield* set(tables, `${DELIVERIES}${series.id}`, deliveries)
      note('replays', series.id)
    }),
  keep: series =>
    write(function* () {
      yield* writeSeries(tables, series)
      if (series.status.is !== 'running') yield* forgetDeliveries(tables, series.id)
    }),
  stop: (id, at) =>
    write(function* (note) {
      const series = (yield* readSeries(tables)).find(each => each.id === id)
      if (series === undefined) throw new Fault('replays.gone')
      yield* writeSeries(tables, { ...series, status: { is: 'stopped', at } })
      yield* forgetDeliveries(tables, id)
      note('replays', id)
    }),
  list: () => read(readSeries),
  all: () =>
    read(function* (reading) {
      const kept = yield* readSeries(reading)
      const names = kept.map(({ id }) => `${DELIVERIES}${id}`)
      const stored = yield* all(
        reading
          .select({ name: settings.name, value: sql<string>`${settings.value}` })
          .from(settings)
          .where(inArray(settings.name, names))
      )
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
})
