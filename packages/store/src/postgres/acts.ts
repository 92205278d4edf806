import type { Id } from '@hookwright/model'
import type { ActStore } from '../port/acts.ts'
import type { ChangeLog } from './change-log.ts'
import { type Connections, query } from './connections.ts'
import type { Processes } from './processes.ts'

/** Claims of operations at services, stored in PostgreSQL for one process. */
export interface Acts extends ActStore {
  /** Releases all claims of this process. */
  close: () => Promise<void>
}

/** Opens the operation claims of a process. */
export const openActs = (params: {
  processes: Processes
  connections: Connections
  log: Pick<ChangeLog, 'addLater' | 'listen'>
}): Acts => {
  const { processes, connections, log } = params
  const { id: process, isAlive } = processes
  /** Number of nested claims of each operation. */
  const claims = new Map<Id, number>()
  const listening = new Set<Parameters<ActStore['listen']>[0]>()

  const claimStatement = `insert into acts as held (subscription, process) values ($1, $2)
    on conflict (subscription) do update set process = excluded.process
    where held.process = excluded.process or not ${isAlive('held.process')}`

  const ask = (text: string, values: readonly unknown[]) =>
    connections.withOne(client => query(client, text, values))

  /**
   * Reports operations on subscriptions that belong to dead processes. Other claims are simply dropped with
   * their process.
   */
  const lookForLeft = async (): Promise<void> => {
    if (listening.size === 0) return
    const { rows } = await ask(
      `select subscription from acts where not ${isAlive('acts.process')} and subscription not like '%/%'`,
      []
    )
    if (rows.length === 0) return
    for (const { left } of listening) left(rows.map(({ subscription }) => subscription))
  }

  /** Removes one claim of an operation and returns the number of remaining claims. */
  const discount = (id: Id): number => {
    const left = (claims.get(id) ?? 1) - 1
    if (left > 0) claims.set(id, left)
    else claims.delete(id)
    return left
  }

  const stopLooking = processes.onSteadyBeat(lookForLeft)
  const stopListening = log.listen(change => {
    if (change?.topic !== 'acts') return
    for (const id of change.ids) {
      if (claims.has(id)) for (const { cancel } of listening) cancel(id)
    }
  })

  return {
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
        `select 1 from acts where subscription = $1 and process <> $2 and ${isAlive('acts.process')}`,
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
      stopLooking()
      stopListening()
      await ask('delete from acts where process = $1', [process]).catch(() => {})
    }
  }
}
