import { type FaultData, type Id, type Millis, SECOND, toFault } from '@hookwright/model'
import type { Clearing, StillNeeded, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { ProcessCalls } from '../kernel/process-calls.ts'

/** Progress of deleting a flow's stored data. */
export interface ClearingProgress {
  flowId: Id
  startedAt: Millis
  /** Number of deleted bodies and traces. */
  done: number
  /** Number of deliveries that could not be cleared because they are still needed. */
  needed: StillNeeded
  status: { is: 'running' } | { is: 'done'; at: Millis } | { is: 'failed'; at: Millis; fault: FaultData }
}

/** Deletion of flows' stored data in the background, one flow at a time. */
export interface RetentionClearings {
  /**
   * Queues the deletion for a flow, unless it is in progress. Resolves once the request is stored; a restart
   * then continues it.
   */
  begin: (flowId: Id) => Promise<void>
  /** Returns the current or last deletion for a flow. `null` if there was none since startup. */
  of: (flowId: Id) => Promise<ClearingProgress | null>
  /** Returns the progress of all deletions since startup. */
  all: () => Promise<ClearingProgress[]>
  /** Resumes interrupted deletions. From then on, this process runs the deletions of all processes. */
  resume: () => Promise<void>
  /**
   * Ends the duty that `resume` began, so that another process may take it over. Deletions in progress
   * continue.
   */
  leave: () => void
  stop: () => Promise<void>
}

/** Pause between two batches, so that new deliveries take precedence. */
const PAUSE: Millis = 20
/** Number of batches after which progress is stored. */
const NOTED = 25
const RETRY: Millis = 10 * SECOND
const MOST_REMEMBERED = 200

const none: StillNeeded = { accepted: 0, open: 0, onHold: 0 }

const sum = (one: StillNeeded, other: StillNeeded): StillNeeded => ({
  accepted: one.accepted + other.accepted,
  open: one.open + other.open,
  onHold: one.onHold + other.onHold
})

export const createClearings = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'after' | 'log'>
  calls: Pick<ProcessCalls, 'isShared' | 'toOthers'>
  /** Called with the id of a flow when its deletion has made progress. */
  progressed: (flowId: Id) => void
}): RetentionClearings => {
  const { store, effects, calls, progressed } = params
  const known = new Map<Id, ClearingProgress>()
  /** Waiting deletions. Only one runs at a time. */
  const queue: Clearing[] = []
  let walk: Promise<void> | null = null
  const wakes = new Set<() => void>()
  let stopped = false

  const rest = (time: Millis): Promise<void> =>
    new Promise(resolve => {
      const wake = (): void => {
        cancel()
        wakes.delete(wake)
        resolve()
      }
      const cancel = effects.after(time, wake)
      wakes.add(wake)
    })

  const change = (flowId: Id, next: Partial<ClearingProgress>): void => {
    const before = known.get(flowId)
    if (before === undefined) return
    known.set(flowId, { ...before, ...next })
    progressed(flowId)
  }

  /** Deletes a flow's data batch by batch, until it is done or the server stops. */
  const clearOne = async (clearing: Clearing): Promise<void> => {
    const { flowId, before } = clearing
    let { after, done } = clearing
    let needed = none
    for (let bites = 1; !stopped; bites++) {
      const bite = await store.keeping.clear(flowId, { before, after })
      done += bite.done
      needed = sum(needed, bite.needed)
      if (bite.next === null) {
        await store.keeping.endClearing(flowId)
        change(flowId, { done, needed, status: { is: 'done', at: effects.clock() } })
        return
      }
      after = bite.next
      if (bites % NOTED === 0) await store.keeping.noteClearing({ flowId, before, done, after })
      change(flowId, { done, needed })
      await rest(PAUSE)
    }
  }

  /** Puts a failed deletion at the end of the queue. */
  const tryLater = (clearing: Clearing, thrown: unknown): void => {
    const fault = toFault(thrown).toData()
    change(clearing.flowId, { status: { is: 'failed', at: effects.clock(), fault } })
    effects.log('The data of a flow could not be deleted completely. This continues automatically.', {
      flow: clearing.flowId,
      cause: String(thrown)
    })
    void rest(RETRY).then(() => {
      if (!stopped) start({ ...clearing, after: null })
    })
  }

  /** Releases the disk space of deleted data to the file system. */
  const giveBack = async (): Promise<void> => {
    await store.keeping.shrink().catch(thrown => {
      effects.log('Free space of the database could not be returned to the disk.', { cause: String(thrown) })
    })
  }

  const walkThrough = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !stopped; next = queue.shift()) {
      const clearing = next
      await clearOne(clearing).catch(thrown => tryLater(clearing, thrown))
    }
    if (!stopped) await giveBack()
    walk = null
    // One may have come meanwhile.
    if (queue.length > 0 && !stopped) walk = walkThrough()
  }

  const start = (clearing: Clearing): void => {
    for (const [id, { status }] of known) {
      if (known.size < MOST_REMEMBERED) break
      if (status.is === 'done') known.delete(id)
    }
    const { flowId, before: startedAt, done } = clearing
    known.set(flowId, { flowId, startedAt, done, needed: none, status: { is: 'running' } })
    progressed(flowId)
    queue.push(clearing)
    walk ??= walkThrough()
  }

  /** True while this process runs the deletions of all processes. */
  let isOnDuty = !calls.isShared

  /** Begins the stored deletions that are not in progress. */
  const takeUp = async (): Promise<void> => {
    for (const clearing of await store.keeping.clearings()) {
      if (known.get(clearing.flowId)?.status.is !== 'running') start(clearing)
    }
  }
  const askOthers = calls.toOthers('clearings', () => [...known.values()])
  const tellOthers = calls.toOthers('clearings.noted', () => (isOnDuty ? takeUp() : undefined))

  const all = async (): Promise<ClearingProgress[]> => [
    ...known.values(),
    ...(await askOthers(null)).flat().filter(({ flowId }) => !known.has(flowId))
  ]

  return {
    begin: async flowId => {
      if (known.get(flowId)?.status.is === 'running') return
      const clearing = { flowId, before: effects.clock() + 1, done: 0, after: null }
      await store.keeping.noteClearing(clearing)
      if (isOnDuty) start(clearing)
      // Without an answer, it is taken up by the next process with this duty.
      else await tellOthers(null)
    },
    of: async flowId =>
      known.get(flowId) ?? (await all()).find(({ flowId: each }) => each === flowId) ?? null,
    all,
    resume: async () => {
      isOnDuty = true
      await takeUp()
    },
    leave: () => {
      isOnDuty = !calls.isShared
    },
    stop: async () => {
      stopped = true
      for (const wake of [...wakes]) wake()
      await walk
    }
  }
}
