import type { Id } from '@hookwright/model'
import type { Change, Store } from '../store.ts'

/**
 * Function that a transaction calls for each item that it changes. `of` is the item's owner (`Change.of`).
 */
export type Note = (topic: Change['topic'], id?: Id, of?: Id) => void

/** Changes of a transaction, collected until its commit. */
export interface Gathered {
  note: Note
  changes: () => Change[]
}

/** Notifier that reports commits to listeners. */
export interface Changes {
  listen: Store['listen']
  /**
   * Returns false when there are no listeners to deliveries or runs. Their changes are then not collected.
   */
  hearsEvents: () => boolean
  /** Notifies listeners in a microtask. An error of one listener is reported; the others are still called. */
  notify: (changes: Change[]) => void
}

/**
 * Creates a collector of changed ids by topic, without duplicates. Ids of deliveries and runs, which are
 * many, are collected only if `hearsEvents`.
 */
export const gatherChanges = (hearsEvents: boolean): Gathered => {
  const byTopic = new Map<Change['topic'], { ids: Set<Id>; of: Set<Id> }>()
  return {
    note: (topic, id, of) => {
      if (!hearsEvents && (topic === 'deliveries' || topic === 'runs')) return
      let gathered = byTopic.get(topic)
      if (gathered === undefined) {
        gathered = { ids: new Set(), of: new Set() }
        byTopic.set(topic, gathered)
      }
      if (id !== undefined) gathered.ids.add(id)
      if (of !== undefined) gathered.of.add(of)
    },
    changes: () => [...byTopic].map(([topic, { ids, of }]) => ({ topic, ids: [...ids], of: [...of] }))
  }
}

interface Listening {
  listener: (change: Change) => void
  topics: readonly Change['topic'][] | undefined
}

const hears = ({ topics }: Listening, topic: Change['topic']): boolean => topics?.includes(topic) ?? true

/**
 * Creates the notifier of one database. `failed` is called with errors of listeners, which would otherwise
 * end the process as unhandled.
 */
export const createChanges = (failed: (thrown: unknown) => void = () => {}): Changes => {
  const listening = new Set<Listening>()
  /** Number of listeners to deliveries or runs. */
  let toEvents = 0
  const call = ({ listener }: Listening, change: Change): void => {
    try {
      listener(change)
    } catch (thrown) {
      failed(thrown)
    }
  }
  return {
    listen: (listener, topics) => {
      const own: Listening = { listener, topics }
      const isToEvents = hears(own, 'deliveries') || hears(own, 'runs')
      listening.add(own)
      if (isToEvents) toEvents += 1
      return () => {
        if (listening.delete(own) && isToEvents) toEvents -= 1
      }
    },
    hearsEvents: () => toEvents > 0,
    notify: changes => {
      for (const change of changes) {
        for (const each of listening) {
          if (hears(each, change.topic)) queueMicrotask(() => call(each, change))
        }
      }
    }
  }
}
