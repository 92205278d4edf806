import type { ReplaySeries } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import type { ReplaySeriesStore, SeriesDelivery } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

const SERIES = 'replays/'
const DELIVERIES = 'replayed/'

/** Stores the progress of a series. Needs a transaction. */
export type SeriesWriter = (series: ReplaySeries) => void

const createSet = (db: Database) => {
  const set = db.prepare(
    'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value'
  )
  return (name: string, value: unknown): void => {
    set.run(name, JSON.stringify(value))
  }
}

export const createSeriesWriter = (db: Database): SeriesWriter => {
  const set = createSet(db)
  return series => set(`${SERIES}${series.id}`, series)
}

/**
 * Creates the store of replay series, in the settings table. Deliveries are stored separately, so
 * that each step writes a small row.
 */
export const createReplaySeriesStore = (
  { db, write, read }: SqliteFile,
  writeSeries: SeriesWriter
): ReplaySeriesStore => {
  const set = createSet(db)
  const remove = db.prepare('delete from settings where name = ?')
  const all = db.prepare<[string], string>('select value from settings where name glob ?').pluck()
  const get = db.prepare<[string], string>('select value from settings where name = ?').pluck()

  const deliveriesOf = ({ id }: ReplaySeries): SeriesDelivery[] => {
    const kept = get.get(`${DELIVERIES}${id}`)
    return kept === undefined ? [] : JSON.parse(kept)
  }

  return {
    add: (series, deliveries) =>
      write(() => {
        writeSeries(series)
        set(`${DELIVERIES}${series.id}`, deliveries)
      }),
    keep: series =>
      write(() => {
        writeSeries(series)
        if (series.status.is !== 'running') remove.run(`${DELIVERIES}${series.id}`)
      }),
    all: () =>
      read(() =>
        all
          .all(`${SERIES}*`)
          .map((value): ReplaySeries => JSON.parse(value))
          .toSorted((one, other) => one.startedAt - other.startedAt)
          .map(series => ({ series, deliveries: deliveriesOf(series) }))
      ),
    forget: id =>
      write(() => {
        for (const prefix of [SERIES, DELIVERIES]) remove.run(`${prefix}${id}`)
      })
  }
}
