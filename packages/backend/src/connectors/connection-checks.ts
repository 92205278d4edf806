import { type ConnectionCheck, type Id, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects, ServiceClient } from '../kernel/effects.ts'

/**
 * Last check of each connection: a ping, or a successful call of a run. A failed ping is kept until another
 * ping or new values. If the connector no longer has a ping, a successful call clears it, too.
 */
export interface ConnectionChecks {
  /** Wraps a client, so that its successful authenticated calls count as checks of the connection. */
  watch: (connectionId: Id, client: ServiceClient) => ServiceClient
  /** Stores the result of a ping. */
  note: (connectionId: Id, check: ConnectionCheck) => Promise<void>
  /** Returns the last checks, including those not yet written. */
  of: (ids: Id[]) => Promise<Map<Id, ConnectionCheck>>
  /** Drops the last check of a connection that was deleted or has new values. */
  forget: (connectionId: Id) => void
  /** Writes all pending checks. Called during shutdown. */
  flush: () => Promise<void>
}

/** Delay between a call and its write. Calls of other connections are collected during the delay. */
const WRITE_DELAY: Millis = 2 * SECOND

/** Minimum time between two writes for a connection that is called continuously. */
const WRITE_INTERVAL: Millis = 5 * MINUTE

/** Last successful call of a connection, in memory. */
interface LastCall {
  at: Millis
  writtenAt: Millis
  isPending: boolean
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

export const createConnectionChecks = ({
  store,
  effects,
  mayPing
}: {
  store: { connections: Pick<Store['connections'], 'noteCheck' | 'checksOf'> }
  effects: Pick<Effects, 'clock' | 'after' | 'log'>
  /** Returns true when a ping can check the connection. */
  mayPing: (connectionId: Id) => Promise<boolean>
}): ConnectionChecks => {
  const calls = new Map<Id, LastCall>()
  /**
   * Times of the last value changes, by connection id. Calls that began earlier used the old values and do
   * not count.
   */
  const countedFrom = new Map<Id, Millis>()
  let cancel: (() => void) | null = null

  /**
   * Returns the check to store after a successful call. A failed ping is kept if another ping can clear it:
   * many services accept calls with wrong credentials, which only the ping detects.
   */
  const afterCall = async (
    id: Id,
    last: ConnectionCheck | undefined,
    at: Millis
  ): Promise<ConnectionCheck> => {
    const isFailed = last !== undefined && last.fault !== null
    return isFailed && (await mayPing(id)) ? last : { at, fault: null }
  }

  const save = async (id: Id, call: LastCall): Promise<void> => {
    const check = await afterCall(id, (await store.connections.checksOf([id])).get(id), call.at)
    // A ping or new values since then replace the call, which must not be written over them.
    if (check.fault === null && calls.get(id) === call) await store.connections.noteCheck(id, check)
  }

  const savePending = async (): Promise<void> => {
    const pending = [...calls].filter(([, { isPending }]) => isPending)
    for (const [, call] of pending) call.isPending = false
    for (const [id, call] of pending) {
      await save(id, call).catch(thrown => {
        effects.log('The time of a connection’s last successful call could not be saved.', {
          connection: id,
          cause: String(thrown)
        })
      })
    }
  }

  /** Resolves when the last write has ended. Shutdown waits for it, even if a timer began the write. */
  let saved = Promise.resolve()

  const flush = (): Promise<void> => {
    cancel?.()
    cancel = null
    saved = saved.then(savePending)
    return saved
  }

  const succeeded = (id: Id, begunAt: Millis): void => {
    if (begunAt < (countedFrom.get(id) ?? 0)) return
    const at = effects.clock()
    const call = calls.get(id) ?? { at, writtenAt: Number.NEGATIVE_INFINITY, isPending: false }
    call.at = at
    calls.set(id, call)
    if (at - call.writtenAt < WRITE_INTERVAL) return
    call.writtenAt = at
    call.isPending = true
    cancel ??= effects.after(WRITE_DELAY, () => void flush())
  }

  const forget = (id: Id): void => {
    calls.delete(id)
    countedFrom.set(id, effects.clock())
  }

  return {
    watch: (id, client) => async (request, signal) => {
      const begunAt = effects.clock()
      const response = await client(request, signal)
      if (request.authenticate && isSuccess(response.status)) succeeded(id, begunAt)
      return response
    },
    note: async (id, check) => {
      forget(id)
      await store.connections.noteCheck(id, check)
    },
    of: async ids => {
      const checks = await store.connections.checksOf(ids)
      for (const id of ids) {
        const at = calls.get(id)?.at
        if (at !== undefined) checks.set(id, await afterCall(id, checks.get(id), at))
      }
      return checks
    },
    forget,
    flush
  }
}
