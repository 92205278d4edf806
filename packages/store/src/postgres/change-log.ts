import type { ClientBase } from 'pg'
import type { Change } from '../store.ts'
import { type Connections, query } from './connections.ts'
import { listenForHints } from './listen-for-hints.ts'
import { BEGIN, type Proof, transact } from './transaction.ts'

/** Notification channel for new rows of the log. */
const CHANNEL = 'hookwright_changes'

/**
 * Polling interval without a notification, and interval for collecting changes of deliveries and runs. In
 * milliseconds.
 */
const LOOK = 500
const GATHER = 100

/**
 * Age at which rows are deleted, and the pause after which a process assumes that it has missed rows. In
 * milliseconds.
 */
const KEPT = 60_000
const MISSED = KEPT / 2

/** Key of the advisory lock for inserting rows. It makes ids ascend in commit order. */
const LOG_LOCK = '1752133483, 5'

const INSERT = `with alone as materialized (select pg_advisory_xact_lock(${LOG_LOCK}))
insert into change_log (process, at, changes)
select $1, (extract(epoch from clock_timestamp()) * 1000)::bigint, $2 from alone returning id`

/** Inserts a row and notifies listeners once it is committed. */
const INSERT_AND_HINT = `${INSERT}, pg_notify($3, $1)`

const FIND = 'select 1 from change_log where id = $1 and process = $2 and changes = $3'

const PRUNE = `delete from change_log where at < (extract(epoch from clock_timestamp()) * 1000)::bigint - ${KEPT}`

/** Log of changes in a table. It informs each process about commits of the others. */
export interface ChangeLog {
  /**
   * Adds changes as the last statement of their transaction. Returns a function that checks whether the
   * transaction was committed.
   */
  add: (on: ClientBase, changes: readonly Change[]) => Promise<Proof>
  /** Notifies other processes of added changes, after the commit. */
  hint: () => void
  /** Adds changes of hot path writes in a later transaction, together with others. */
  addLater: (changes: readonly Change[]) => void
  /**
   * Calls a listener with changes of other processes. `null` means that changes were missed and anything may
   * have changed. Returns a function that stops listening.
   */
  listen: (listener: (change: Change | null) => void) => () => void
  /** Returns the time since the log was last read, in milliseconds. */
  lag: () => number
  close: () => Promise<void>
}

const isOfEvents = ({ topic }: Change): boolean =>
  topic === 'deliveries' || topic === 'runs' || topic === 'progress'

/** Merges changes of deliveries, runs and progress by the flow or subscription that they belong to. */
const merge = (changes: readonly Change[]): Change[] => {
  const ofTopic = new Map<Change['topic'], Set<string>>()
  for (const { topic, ids, of } of changes.filter(isOfEvents)) {
    const known = ofTopic.get(topic) ?? new Set()
    for (const id of of.length > 0 ? of : ids) known.add(id)
    ofTopic.set(topic, known)
  }
  const ofEvents = [...ofTopic].map(([topic, of]): Change => ({ topic, ids: [], of: [...of] }))
  return [...changes.filter(change => !isOfEvents(change)), ...ofEvents]
}

/** Opens the change log of a database. `failed` is called with errors that listeners throw. */
export const openChangeLog = async (params: {
  /** Id of this process, which is not notified of its own changes. */
  process: string
  url: string
  connections: Connections
  failed?: (thrown: unknown) => void
}): Promise<ChangeLog> => {
  const { process, url, connections, failed = () => {} } = params
  const listeners = new Set<(change: Change | null) => void>()
  let gathered: Change[] = []
  let lastId = 0
  let lookedAt = performance.now()
  let prunedAt = performance.now()
  let looking: Promise<void> | null = null
  let isHinted = false
  let isClosed = false
  /** True after a failed read. The database may then have lost rows. */
  let isUnsure = false
  const timers = new Set<NodeJS.Timeout>()

  const after = (delay: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, delay)
    timers.add(timer.unref())
  }

  const notify = (change: Change | null): void => {
    for (const listener of listeners) {
      try {
        listener(change)
      } catch (thrown) {
        failed(thrown)
      }
    }
  }

  const ask = (text: string, values: readonly unknown[] = []) =>
    connections.withOne(client => query(client, text, values))

  const newestId = async (): Promise<number> => {
    const { rows } = await ask('select coalesce(max(id), 0) as id from change_log')
    return rows[0]?.id ?? 0
  }

  const readNew = async (): Promise<void> => {
    const isLate = performance.now() - lookedAt > MISSED
    if (isLate || isUnsure) {
      lastId = await newestId()
      lookedAt = performance.now()
      isUnsure = false
      return notify(null)
    }
    const { rows } = await ask('select id, process, changes from change_log where id > $1 order by id', [
      lastId
    ])
    lookedAt = performance.now()
    lastId = rows.at(-1)?.id ?? lastId
    for (const row of rows) {
      if (row.process === process) continue
      for (const change of JSON.parse(row.changes) as Change[]) notify(change)
    }
  }

  const prune = async (): Promise<void> => {
    if (performance.now() - prunedAt < KEPT / 2) return
    prunedAt = performance.now()
    await ask(PRUNE)
  }

  /**
   * Reads new rows, and reads again if a notification arrives during the read. After a failure, the next read
   * returns the missed rows.
   */
  const look = (): void => {
    if (isClosed) return
    if (looking !== null) {
      isHinted = true
      return
    }
    looking = readNew()
      .then(prune)
      .catch(() => {
        isUnsure = true
      })
      .finally(() => {
        looking = null
        if (!isHinted) return
        isHinted = false
        look()
      })
  }

  const lookRegularly = (): void =>
    after(LOOK, () => {
      look()
      lookRegularly()
    })

  const writeGathered = async (): Promise<void> => {
    const changes = merge(gathered)
    gathered = []
    // Nothing is lost with the last rows when the machine stops: whoever watches reads everything again.
    const begin = `${BEGIN}; set local synchronous_commit = off`
    await transact(connections, begin, async client => {
      await query(client, INSERT_AND_HINT, [process, JSON.stringify(changes), CHANNEL])
    })
  }

  let isHinting = false
  const hint = (): void => {
    if (isHinting || isClosed) return
    isHinting = true
    setImmediate(() => {
      isHinting = false
      if (!isClosed) ask('select pg_notify($1, $2)', [CHANNEL, process]).catch(() => {})
    })
  }

  lastId = await newestId()
  lookRegularly()
  const stopHearing = listenForHints(url, CHANNEL, said => {
    // Its own rows are not told to this process.
    if (said !== process) look()
  })

  return {
    add: async (on, changes) => {
      const values = [process, JSON.stringify(merge(changes))]
      const { rows } = await query(on, INSERT, values)
      return async client => {
        const { rowCount } = await query(client, FIND, [rows[0]?.id, ...values])
        return rowCount === 1
      }
    },
    hint,
    addLater: changes => {
      if (changes.length === 0 || isClosed) return
      if (gathered.length === 0) after(GATHER, () => void writeGathered().catch(() => {}))
      gathered.push(...changes)
    },
    listen: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lag: () => performance.now() - lookedAt,
    close: async () => {
      isClosed = true
      for (const timer of timers) clearTimeout(timer)
      await looking
      if (gathered.length > 0) await writeGathered().catch(() => {})
      await stopHearing()
    }
  }
}
