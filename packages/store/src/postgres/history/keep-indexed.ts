import { setTimeout as pause } from 'node:timers/promises'
import type { Millis } from '@hookwright/model'
import pg from 'pg'
import type { Database } from '../../statements/database.ts'
import { type IndexWork, nextWork } from './segments.ts'
import { TEXTS } from './text-conditions.ts'
import { rangeOfSegment, readEnds, readSegments } from './text-segments.ts'

/**
 * Length of the pause after building an index, as a multiple of the build time. A build uses a processor that
 * events need, too.
 */
const RESTS = 4

/** Background job that builds the text indexes. */
export interface IndexKeeper {
  /**
   * Builds indexes for new rows and drops indexes of deleted rows, with a pause after each. Does nothing
   * while it is in progress.
   */
  keepIndexed: () => void
  /** Looks for work immediately, and resolves when nothing is left to do. */
  catchUp: () => Promise<void>
  close: () => Promise<void>
}

/**
 * PostgreSQL error codes if this user cannot create the indexes: missing permission, missing extension, or
 * extension outside the search path.
 */
const refusals: readonly unknown[] = ['42501', '0A000', '58P01', '42704']

const isRefused = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && refusals.includes(thrown.code)

const statementOf = ({ is, table, name, ...range }: IndexWork): string =>
  is === 'drop'
    ? `drop index concurrently if exists ${name}`
    : `create index concurrently if not exists ${name} on ${table} using gin ((${TEXTS[table]}) gin_trgm_ops)
       where ${rangeOfSegment(table, range)}`

const restFor = (time: Millis, signal: AbortSignal): Promise<void> =>
  pause(time, undefined, { signal, ref: false }).catch(() => {})

/**
 * Creates the index builder. It needs the extension `pg_trgm`; without permission to create the extension,
 * nothing is indexed. Several processes may run it: an index in progress in another process is skipped.
 */
export const createIndexKeeper = (params: {
  url: string
  list: Database['list']
  /** Number of rowids per smallest index. */
  unit?: number
  /** Waits for a time, or until the signal aborts. */
  rest?: (time: Millis, signal: AbortSignal) => Promise<void>
}): IndexKeeper => {
  const { url, list, unit, rest = restFor } = params
  const closing = new AbortController()
  /** Separate connection, since building an index may take long. */
  let client: pg.Client | null = null
  let running: Promise<void> | null = null
  let isImpossible = false
  let isClosed = false

  const findWork = () =>
    list(function* (reading) {
      for (const table of ['payloads', 'runs'] as const) {
        const segments = yield* readSegments(reading, table)
        const work = nextWork(table, segments, yield* readEnds(reading, table), unit)
        if (work !== null) return work
      }
      return null
    })

  const connect = async (): Promise<pg.Client> => {
    const opened = new pg.Client({ connectionString: url, application_name: 'hookwright index' })
    // An error between two statements is seen by the next one.
    opened.on('error', () => {})
    await opened.connect()
    client = opened
    // Parallel workers would take the processors from the events that arrive meanwhile.
    await opened.query('set max_parallel_maintenance_workers = 0')
    return opened
  }

  const work = async (rests: number): Promise<void> => {
    for (let next = await findWork(); next !== null && !isClosed; next = await findWork()) {
      const on = client ?? (await connect())
      const begun = performance.now()
      try {
        await on.query('create extension if not exists pg_trgm')
        await on.query(statementOf(next))
      } catch (thrown) {
        if (!isRefused(thrown)) throw thrown
        isImpossible = true
        return
      }
      await rest(rests * (performance.now() - begun), closing.signal)
    }
  }

  const disconnect = async (): Promise<void> => {
    const open = client
    client = null
    await open?.end().catch(() => {})
  }

  const start = (rests: number): Promise<void> => {
    if (isImpossible || isClosed) return Promise.resolve()
    running ??= work(rests)
      .finally(disconnect)
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    keepIndexed: () => {
      // What fails is tried again with a later call; searches scan meanwhile.
      start(RESTS).catch(() => {})
    },
    catchUp: () => start(0),
    close: async () => {
      isClosed = true
      closing.abort()
      // The server finishes what is being built without the connection.
      await disconnect()
      await running?.catch(() => {})
    }
  }
}
