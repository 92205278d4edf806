import { sql } from 'drizzle-orm'
import pg from 'pg'
import type { Database } from '../../statements/database.ts'
import { rawRows } from '../../statements/steps.ts'
import { type IndexWork, nextWork } from './segments.ts'
import { REQUEST_TEXT } from './text-conditions.ts'
import { readSegments } from './text-index.ts'

/** Upkeep of the text indexes, in the background. */
export interface IndexKeeper {
  /** Builds indexes of what arrived, and drops those of what is gone. Does nothing while it is under way. */
  keepIndexed: () => void
  /** Looks for work at once, and resolves when nothing is left. */
  catchUp: () => Promise<void>
  close: () => Promise<void>
}

const statementOf = ({ is, name, after, upTo }: IndexWork): string =>
  is === 'drop'
    ? `drop index concurrently if exists ${name}`
    : `create index concurrently if not exists ${name} on payloads using gin ((${REQUEST_TEXT}) gin_trgm_ops)
       where delivery > ${after} and delivery <= ${upTo}`

/**
 * Creates the upkeep. It needs the extension `pg_trgm`; without the right to create it, nothing is
 * indexed. Several processes may do the same: an index that another one builds is left to it.
 */
export const createIndexKeeper = (params: {
  url: string
  list: Database['list']
  /** Number of rowids of the smallest index. */
  unit?: number
}): IndexKeeper => {
  const { url, list, unit } = params
  /** Connection of its own, since building an index may take long. */
  let client: pg.Client | null = null
  let running: Promise<void> | null = null
  let isImpossible = false
  let isClosed = false

  const findWork = () =>
    list(function* (reading) {
      const [rows] = yield* rawRows<{ oldest: number | null; newest: number | null }>(
        reading,
        sql`select min(delivery) as oldest, max(delivery) as newest from payloads`
      )
      const { oldest, newest } = rows ?? {}
      const segments = yield* readSegments(reading)
      return nextWork(segments, { oldest: oldest ?? 0, newest: newest ?? 0 }, unit)
    })

  const connect = async (): Promise<pg.Client> => {
    const opened = new pg.Client({ connectionString: url, application_name: 'hookwright index' })
    // An error between two statements is seen by the next one.
    opened.on('error', () => {})
    await opened.connect()
    client = opened
    return opened
  }

  const work = async (): Promise<void> => {
    for (let next = await findWork(); next !== null && !isClosed; next = await findWork()) {
      const on = client ?? (await connect())
      try {
        await on.query('create extension if not exists pg_trgm')
      } catch {
        isImpossible = true
        return
      }
      await on.query(statementOf(next))
    }
  }

  const disconnect = async (): Promise<void> => {
    const open = client
    client = null
    await open?.end().catch(() => {})
  }

  const catchUp = (): Promise<void> => {
    if (isImpossible || isClosed) return Promise.resolve()
    running ??= work()
      .finally(disconnect)
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    keepIndexed: () => {
      // What fails is tried again with a later call; searches scan meanwhile.
      catchUp().catch(() => {})
    },
    catchUp,
    close: async () => {
      isClosed = true
      // The server finishes what is being built without the connection.
      await disconnect()
      await running?.catch(() => {})
    }
  }
}
