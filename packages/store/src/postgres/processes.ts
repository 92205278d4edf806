import { type Column, type SQL, sql } from 'drizzle-orm'
import type { ProcessFacts, StoredProcess } from '../store.ts'
import { type Connections, execute, query } from './connections.ts'
import { LOCKS } from './transaction.ts'

/**
 * Heartbeat interval, and the time without a heartbeat after which a process counts as dead. In milliseconds.
 */
const BEAT = 2_000
const GONE = 10_000

/** SQL for the current time, in milliseconds. The clock of the database is the same for all processes. */
export const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

/**
 * Values of `seen_at`: 0 for a process that has exited, -1 for a process that others have replaced after
 * missing heartbeats.
 */
const LEFT = 0
const REPLACED = -1

/** Returns the SQL condition that a process is alive or not yet replaced. */
const isAlive = (column: string): string =>
  `exists (select 1 from processes p where p.id = ${column} and p.seen_at > ${LEFT})`

/** Returns the SQL condition that a process is dead or unknown. */
const isGone = (column: Column): SQL =>
  sql`(${column} is null or not exists (
    select 1 from processes p where p.id = ${column} and p.seen_at > ${sql.raw(String(LEFT))}))`

/**
 * Returns the SQL condition on `processes` that this process has not been replaced. It is false if its row
 * was deleted.
 */
export const isInPlace = (id: string): string => `id = ${id} and seen_at >= ${LEFT}`

const ARRIVE = `insert into processes (id, seen_at, started_at, name, version, roles)
values ($1, ${NOW}, ${NOW}, $2, $3, $4)`

const SAY_ALIVE = `update processes set seen_at = ${NOW} where id = $1 and seen_at > ${LEFT}`

/**
 * Returns SQL that replaces processes without heartbeats. It takes the write lock, so that their pending
 * writes are either committed before or refused. A process without a recent heartbeat of its own replaces
 * nobody, for example after a pause of the database. The row lock does not block heartbeats.
 */
const replaceSilent = (own: string, gone: number, ids: readonly string[]): string => {
  const isSilent = `p.seen_at > ${LEFT} and p.seen_at <= ${NOW} - ${gone}`
  return `select pg_advisory_xact_lock(${LOCKS.write});
with silent as (
  select p.id from processes p where p.id in (${ids.map(id => `'${id}'`).join()}) and ${isSilent}
    and exists (select 1 from processes o where o.id = '${own}' and o.seen_at > ${NOW} - ${gone} / 2) for update)
update processes p set seen_at = ${REPLACED} from silent where p.id = silent.id and ${isSilent}`
}

/** Processes that use a database, and the heartbeat of this process. */
export interface Processes {
  /** Id of this process. */
  id: string
  isAlive: (column: string) => string
  isGone: (column: Column) => SQL
  list: () => Promise<StoredProcess[]>
  /** Returns the number of living processes with a role, as of the last heartbeat. */
  count: (role?: string) => number
  /**
   * Calls a function at each heartbeat, but only while dead processes can be detected reliably. Returns a
   * function that stops this.
   */
  onSteadyBeat: (act: () => Promise<void>) => () => void
  /**
   * Calls `gone` as soon as dead processes can be detected, and again after each death
   * (`ProcessStore.onGone`).
   */
  onGone: (gone: () => Promise<boolean>) => () => void
  /** Stops the heartbeat. Other processes treat this process as dead immediately. */
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

/** Registers this process in a database and starts its heartbeat. */
export const openProcesses = async (params: {
  process: string
  connections: Connections
  facts: ProcessFacts
  /**
   * Called when other processes have replaced this process. It must exit, since its work now belongs to them.
   */
  replaced?: (() => void) | undefined
  /** Heartbeat interval and timeout in milliseconds, for tests. */
  times?: { beat: number; gone: number } | undefined
}): Promise<Processes> => {
  const { process: own, connections, facts, replaced = () => {}, times = { beat: BEAT, gone: GONE } } = params
  const steadyActs = new Set<() => Promise<void>>()
  const goneActs = new Set<() => Promise<boolean>>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let living: { roles: string[] }[] = [{ roles: facts.roles }]
  /**
   * Last heartbeat of each process, and the local time at which it was first read. Local time is needed
   * because the database clock may jump forward.
   */
  let heard: { id: string; seenAt: number; since: number; isSilent: boolean }[] = []
  /**
   * Time since which this process's heartbeats have been punctual. Only then are silent processes treated as
   * dead.
   */
  let steadySince = performance.now()
  let beatAt = performance.now()
  /** True after the work of processes that died earlier was taken over. */
  let hasTakenUp = false

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

  const lookForLiving = async (): Promise<void> => {
    const all = await list()
    const now = performance.now()
    living = all.filter(each => each.isAlive)
    heard = all.map(({ id, seenAt, isAlive }) => {
      const before = heard.find(each => each.id === id && each.seenAt === seenAt)
      return { id, seenAt, since: before?.since ?? now, isSilent: !isAlive && seenAt > LEFT }
    })
  }

  const replaceOthers = async (): Promise<void> => {
    const until = performance.now() - times.gone + times.beat
    const ids = heard.filter(({ isSilent, since }) => isSilent && since <= until).map(({ id }) => id)
    if (ids.length === 0) return
    await connections.withOne(client => execute(client, replaceSilent(own, times.gone, ids)))
  }

  /**
   * Lets listeners take over the work of dead processes. Then deletes the rows of these processes, and what
   * they had claimed in memory.
   */
  const lookForGone = async (): Promise<void> => {
    if (goneActs.size === 0) return
    const { rows } = await ask(`select id from processes where seen_at <= ${LEFT}`, [])
    if (rows.length === 0 && hasTakenUp) return
    for (const gone of goneActs) if (!(await gone())) return
    hasTakenUp = true
    const ids = rows.map(({ id }) => id)
    await ask(`delete from acts where process = any($1) and subscription like '%/%'`, [ids])
    await ask(`delete from processes where id = any($1)`, [ids])
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
    const { rowCount } = await ask(SAY_ALIVE, [own])
    if (isClosed) return
    if (rowCount === 0) return replaced()
    await lookForLiving()
    const now = performance.now()
    if (now - beatAt > 2 * times.beat) steadySince = now
    beatAt = now
    if (now - steadySince < times.gone) return
    await replaceOthers()
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

  await ask(ARRIVE, [own, facts.name, facts.version, facts.roles.join(',')])
  await lookForLiving()
  beatRegularly()

  const listenIn =
    <Act>(acts: Set<Act>) =>
    (act: Act): (() => void) => {
      acts.add(act)
      return () => acts.delete(act)
    }

  return {
    id: own,
    isAlive,
    isGone,
    list,
    count: role =>
      Math.max(1, living.filter(({ roles }) => role === undefined || roles.includes(role)).length),
    onSteadyBeat: listenIn(steadyActs),
    onGone: listenIn(goneActs),
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      // Its row stays until another process has taken up what this one may have left.
      await ask(`update processes set seen_at = ${LEFT} where id = $1 and seen_at > ${LEFT}`, [own]).catch(
        () => {}
      )
    }
  }
}
