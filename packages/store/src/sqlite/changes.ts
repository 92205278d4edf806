import type { Id } from '@hookwright/model'
import type { Change } from '../store.ts'

/** Notes one changed thing of a transaction that has not been committed yet, and what it belongs to (`Change.of`). */
export type Note = (topic: Change['topic'], id: Id, of?: Id) => void

/** What a transaction changed, gathered until its commit. */
export interface Gathered {
  note: Note
  changes: () => Change[]
}

/** Tells listeners of commits. */
export interface Changes {
  listen: (listener: (change: Change) => void) => () => void
  /** False when nobody listens, so that gathering can be left out. */
  heard: () => boolean
  /** Tells after the current work of the event loop, so that a listener that throws cannot undo a commit. */
  tell: (changes: Change[]) => void
}

/** Gathers ids by topic, each once. */
export const gatherChanges = (): Gathered => {
  const byTopic = new Map<Change['topic'], { ids: Set<Id>; of: Set<Id> }>()
  return {
    note: (topic, id, of) => {
      let gathered = byTopic.get(topic)
      if (gathered === undefined) {
        gathered = { ids: new Set(), of: new Set() }
        byTopic.set(topic, gathered)
      }
      gathered.ids.add(id)
      if (of !== undefined) gathered.of.add(of)
    },
    changes: () => [...byTopic].map(([topic, { ids, of }]) => ({ topic, ids: [...ids], of: [...of] }))
  }
}

export const createChanges = (): Changes => {
  const listeners = new Set<(change: Change) => void>()
  return {
    listen: listener => {
      const own = (change: Change) => listener(change)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    heard: () => listeners.size > 0,
    tell: changes => {
      for (const change of changes) {
        for (const listener of listeners) queueMicrotask(() => listener(change))
      }
    }
  }
}
