import type { Id } from '@hookwright/model'
import type { ActStore } from '../port/acts.ts'
import type { ChangeLog } from './change-log.ts'
import { type Connections, query } from './connections.ts'

/** Interval at which a process says that it is alive, and time after which it counts as gone, in milliseconds. */
const BEAT = 2_000
const GONE = 10_000

const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

const SAY_ALIVE = `insert into processes (id, seen_at) values ($1, ${NOW})
on conflict (id) do update set seen_at = excluded.seen_at`

/** Acts in PostgreSQL, with the process that they belong to. */
export interface Acts extends ActStore {
  /** Returns the number of living processes, as of the last beat. */
  processCount: () => number
  /** Gives all acts of this process back. */
  close: () => Promise<void>
}

/** Opens the acts of a process, which says from now on that it is alive. */
export const openActs = async (params: {
  process: string
  connections: Connections
  log: Pick<ChangeLog, 'addLater' | 'listen'>
  /** Interval and time in milliseconds, for tests. */
  times?: { beat: number; gone: number }
}): Promise<Acts> => {
  const { process, connections, log, times = { beat: BEAT, gone: GONE } } = params
  /** Number of claims of each act. */
  const claims = new Map<Id, number>()
  const listening = new Set<Parameters<ActStore['listen']>[0]>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let living = 1
  /** Beginning of the time in which each beat came in time: only then others that are silent are gone. */
  let steadySince = performance.now()
  let beatAt = performance.now()

  /** SQL condition: the process of an act is alive. */
  const isAlive = (acts: string): string =>
    `exists (select 1 from processes p where p.id = ${acts}.process and p.seen_at > ${NOW} - ${times.gone})`

  const claimStatement = `insert into acts as held (subscription, process) values ($1, $2)
    on conflict (subscription) do update set process = excluded.process
    where held.process = excluded.process or not ${isAlive('held')}`

  const ask = (text: string, values: readonly unknown[]) =>
    connections.withOne(client => query(client, text, values))

  const lookForLeft = async (): Promise<void> => {
    if (listening.size === 0 || performance.now() - steadySince < times.gone) return
    const { rows } = await ask(`select subscription from acts where not ${isAlive('acts')}`, [])
    if (rows.length === 0) return
    for (const { left } of listening) left(rows.map(({ subscription }) => subscription))
  }

  const sayAlive = async (): Promise<void> => {
    await ask(SAY_ALIVE, [process])
    const { rows } = await ask(
      `select count(*) as living from processes where seen_at > ${NOW} - ${times.gone}`,
      []
    )
    living = rows[0]?.living ?? living
  }

  const beat = async (): Promise<void> => {
    await sayAlive()
    const now = performance.now()
    if (now - beatAt > 2 * times.beat) steadySince = now
    beatAt = now
    await lookForLeft()
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

  /** Counts a claim less and returns the number of those that are left. */
  const discount = (id: Id): number => {
    const left = (claims.get(id) ?? 1) - 1
    if (left > 0) claims.set(id, left)
    else claims.delete(id)
    return left
  }

  await sayAlive()
  beatRegularly()
  const stopListening = log.listen(change => {
    if (change?.topic !== 'acts') return
    for (const id of change.ids) {
      if (claims.has(id)) for (const { cancel } of listening) cancel(id)
    }
  })

  return {
    processCount: () => living,
    claim: async id => {
      // Counted before it is asked for, so that the end of an earlier claim does not end this one.
      claims.set(id, (claims.get(id) ?? 0) + 1)
      const isOwn = await ask(claimStatement, [id, process]).then(
        ({ rowCount }) => rowCount !== 0,
        thrown => {
          discount(id)
          throw thrown
        }
      )
      if (!isOwn) discount(id)
      return isOwn
    },
    release: async id => {
      if (discount(id) > 0) return
      await ask('delete from acts where subscription = $1 and process = $2', [id, process])
    },
    askToCancel: async id => {
      const { rowCount } = await ask(
        `select 1 from acts where subscription = $1 and process <> $2 and ${isAlive('acts')}`,
        [id, process]
      )
      if (rowCount === 0) return false
      log.addLater([{ topic: 'acts', ids: [id], of: [] }])
      return true
    },
    listen: listeners => {
      listening.add(listeners)
      return () => listening.delete(listeners)
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      stopListening()
      await ask('delete from acts where process = $1', [process]).catch(() => {})
      await ask('delete from processes where id = $1', [process]).catch(() => {})
    }
  }
}
