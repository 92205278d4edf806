import type { Invalidation, Millis } from '@hookwright/model'
import { faultOf, unreachable } from './fault-of.ts'
import type { Refetching } from './refetching.ts'
import type { ServerStatus } from './server-status.ts'

/**
 * State of the page's live connection.
 * It is `closed` while the page is hidden or the person is signed out.
 */
export type LiveState = 'live' | 'connecting' | 'closed'

/** Event handlers for the live connection of a tab. */
export interface WatchListener {
  onConnecting: () => void
  onConnected: () => void
  onInvalidations: (invalidations: readonly Invalidation[]) => void
  /** The connection has ended and is not restarted automatically. */
  onEnd: (thrown: unknown) => void
}

/** Live connection of a page, through which the server sends invalidations. */
export interface LiveUpdates {
  state: () => LiveState
  subscribe: (listener: () => void) => () => void
  /**
   * Opens the connection unless the page is hidden or the person is signed out. Returns a function that
   * closes it.
   */
  open: () => () => void
  /** Subscribes to invalidations, for pages that do more than refetch queries. */
  hear: (listener: (invalidations: readonly Invalidation[]) => void) => () => void
}

const SOONEST: Millis = 1_000
const LATEST: Millis = 15_000
/** Interval of probing the server while the connection is lost, in milliseconds. */
const PROBE_AFTER: Millis = 2_000

/** Creates a live connection, which is closed at first. */
export const openLive = (params: {
  watch: (listener: WatchListener) => { unsubscribe: () => void }
  refetching: Refetching
  serverStatus: ServerStatus
  page: EventTarget & Pick<Document, 'visibilityState'>
  /** Asks the server for a sign of life. Resolves to false if it cannot be reached. */
  answers: () => Promise<boolean>
  /** Calls back once after the given number of milliseconds. */
  after: (wait: Millis, act: () => void) => void
}): LiveUpdates => {
  const { watch, refetching, serverStatus, page, answers, after } = params
  const listeners = new Set<() => void>()
  const hearers = new Set<(invalidations: readonly Invalidation[]) => void>()
  let state: LiveState = 'closed'
  let wanted = 0
  let connection: { unsubscribe: () => void } | null = null
  let wait = SOONEST
  let isProbing = false

  /**
   * Probes the server while the connection is lost, and reports it as unreachable. An idle page sends no
   * other request.
   */
  const probe = async (): Promise<void> => {
    const hasAnswered = state !== 'connecting' || (await answers())
    isProbing = state === 'connecting'
    if (!isProbing) return
    if (!hasAnswered) serverStatus.note(unreachable)
    after(PROBE_AFTER, () => void probe())
  }

  const become = (next: LiveState): void => {
    if (next === state) return
    state = next
    if (next === 'connecting' && !isProbing) {
      isProbing = true
      after(PROBE_AFTER, () => void probe())
    }
    for (const listener of listeners) listener()
  }

  const notify = (invalidations: readonly Invalidation[]): void => {
    become('live')
    wait = SOONEST
    if (invalidations.length === 0) refetching.catchUp()
    else refetching.hear(invalidations)
    for (const hearer of hearers) hearer(invalidations)
  }

  const close = (): void => {
    connection?.unsubscribe()
    connection = null
    become('closed')
  }

  const connect = (): void => {
    become('connecting')
    let isThis = true
    const own = watch({
      onConnecting: () => isThis && become('connecting'),
      onConnected: () => isThis && become('live'),
      onInvalidations: invalidations => isThis && notify(invalidations),
      onEnd: thrown => {
        if (!isThis) return
        close()
        const fault = faultOf(thrown)
        if (fault.code === 'sign-in.needed') return serverStatus.note(fault)
        become('connecting')
        after(wait, follow)
        wait = Math.min(LATEST, wait * 2)
      }
    })
    connection = {
      unsubscribe: () => {
        isThis = false
        own.unsubscribe()
      }
    }
  }

  /** Opens or closes the connection, depending on visibility and sign-in. */
  const follow = (): void => {
    const open = wanted > 0 && page.visibilityState !== 'hidden' && serverStatus.state() !== 'signed-out'
    if (!open) close()
    else if (connection === null) connect()
  }

  return {
    state: () => state,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open: () => {
      wanted++
      page.addEventListener('visibilitychange', follow)
      const stopMinding = serverStatus.subscribe(follow)
      follow()
      return () => {
        wanted--
        if (wanted === 0) page.removeEventListener('visibilitychange', follow)
        stopMinding()
        follow()
      }
    },
    hear: listener => {
      hearers.add(listener)
      return () => hearers.delete(listener)
    }
  }
}
