import { type Column, type SQL, sql } from 'drizzle-orm'
import type { ProcessFacts, StoredProcess } from '../store.ts'
import { type Connections, query } from './connections.ts'

/** Heartbeat interval of a process, and time after which it counts as gone, in milliseconds. */
const BEAT = 2_000
const GONE = 10_000

/** Time by the clock of the database, which all processes share. */
export const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

/** SQL condition: the process in this column is alive. */
const isAlive = (column: string, gone: number): string =>
  `exists (select 1 from processes p where p.id = ${column} and p.seen_at > ${NOW} - ${gone})`

/** SQL condition: the process in this column is gone, or none is known. */
const isGoneOrNone = (column: Column, gone: number): SQL =>
  sql`(${column} is null or not exists (
    select 1 from processes p where p.id = ${column} and p.seen_at > ${sql.raw(`${NOW} - ${gone}`)}))`

const SAY_ALIVE = `insert into processes (id, seen_at, started_at, name, version, roles)
values ($1, ${NOW}, ${NOW}, $2, $3, $4) on conflict (id) do update set seen_at = excluded.seen_at`

/** Processes of a database, with the heartbeat of this one. */
export interface Processes {
  /** Id of this process. */
  id: string
  isAlive: (column: string) => string
  isGone: (column: Column) => SQL
  list: () => Promise<StoredProcess[]>
  /** Returns the number of living processes that do a task, as of the last beat. */
  count: (role?: string) => number
  /** Calls a function at each heartbeat at which dead processes can be told from live ones. */
  onSteadyBeat: (act: () => Promise<void>) => () => void
  /** As in the port. */
  onGone: (gone: () => Promise<boolean>) => () => void
  /** Stops the heartbeats. Other processes treat this one as gone at once. */
  close: () => Promise<void>
}

interface ProcessRow {
  id: string
  seen_at: number
  started_at: number | null
  name: string | null
  version: string | null
  roles: string | null
  is_alive: boolean
}

/** Opens the processes of a database, and starts the heartbeat of this one. */
export const openProcesses = async (params: {
  process: string
  connections: Connections
  facts: ProcessFacts
  /** Interval and time in milliseconds, for tests. */
  times?: { beat: number; gone: number } | undefined
}): Promise<Processes> => {
  const { process: own, connections, facts, times = { beat: BEAT, gone: GONE } } = params
  const steadyActs = new Set<() => Promise<void>>()
  const goneActs = new Set<() => Promise<boolean>>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let living: { roles: string[] }[] = [{ roles: facts.roles }]
  /** Time since which each heartbeat was punctual: only then do silent processes count as gone. */
  let steadySince = performance.now()
  let beatAt = performance.now()
  /** True once the work of processes that ended before this one had a steady heartbeat was taken over. */
  let hasTakenUp = false

  const aliveSql = (column: string): string => isAlive(column, times.gone)

  const ask = (text: string, values: readonly unknown[]) =>
    connections.withOne(client => query(client, text, values))

  const rolesOf = (roles: string | null): string[] => (roles === null || roles === '' ? [] : roles.split(','))

  const list = async (): Promise<StoredProcess[]> => {
    const { rows } = await ask(
      `select id, seen_at, started_at, name, version, roles, seen_at > ${NOW} - ${times.gone} as is_alive
      from processes order by started_at, id`,
      []
    )
    return (rows as ProcessRow[]).map(row => ({
      id: row.id,
      name: row.name ?? row.id,
      version: row.version ?? '',
      roles: rolesOf(row.roles),
      startedAt: row.started_at ?? row.seen_at,
      seenAt: row.seen_at,
      isAlive: row.is_alive,
      isThis: row.id === own
    }))
  }

  const sayAlive = async (): Promise<void> => {
    await ask(SAY_ALIVE, [own, facts.name, facts.version, facts.roles.join(',')])
    living = (await list()).filter(each => each.isAlive)
  }

  /** Lets others resume the work of dead processes, and deletes these with their in-memory items. */
  const lookForGone = async (): Promise<void> => {
    if (goneActs.size === 0) return
    const { rows } = await ask(`select id from processes where seen_at <= ${NOW} - ${times.gone}`, [])
    if (rows.length === 0 && hasTakenUp) return
    for (const gone of goneActs) if (!(await gone())) return
    hasTakenUp = true
    const ids = rows.map(({ id }) => id)
    await ask(`delete from acts where process = any($1) and subscription like '%/%'`, [ids])
    await ask(`delete from processes where id = any($1) and seen_at <= ${NOW} - ${times.gone}`, [ids])
  }

  let isTakingUp = false
  const takeUp = (): void => {
    if (isTakingUp) return
    isTakingUp = true
    lookForGone()
      .catch(() => {})
      .finally(() => {
        isTakingUp = false
      })
  }

  const beat = async (): Promise<void> => {
    await sayAlive()
    const now = performance.now()
    if (now - beatAt > 2 * times.beat) steadySince = now
    beatAt = now
    if (now - steadySince < times.gone) return
    for (const act of steadyActs) await act()
    // Not awaited: what was left may take long, and the next sign of life is due.
    takeUp()
  }

  const beatRegularly = (): void => {
    timer = setTimeout(() => {
      beat()
        .catch(() => {})
        .finally(() => {
          if (!isClosed) beatRegularly()
        })
    }, times.beat).unref()
  }

  await sayAlive()
  beatRegularly()

  const listenIn =
    <Act>(acts: Set<Act>) =>
    (act: Act): (() => void) => {
      acts.add(act)
      return () => acts.delete(act)
    }

  return {
    id: own,
    isAlive: aliveSql,
    isGone: column => isGoneOrNone(column, times.gone),
    list,
    count: role =>
      Math.max(1, living.filter(({ roles }) => role === undefined || roles.includes(role)).length),
    onSteadyBeat: listenIn(steadyActs),
    onGone: listenIn(goneActs),
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      // Its row stays until another process has taken up what this one may have left.
      await ask('update processes set seen_at = 0 where id = $1', [own]).catch(() => {})
    }
  }
}
