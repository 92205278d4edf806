import type { Id } from '@hookwright/model'
import type { Change, Store } from '../../store.ts'

/** Notes one changed thing of a transaction that has not been committed yet, and what it belongs to (`Change.of`). */
export type Note = (topic: Change['topic'], id: Id, of?: Id) => void

/** Changes of a transaction, gathered until its commit. */
export interface Gathered {
  note: Note
  changes: () => Change[]
}

/** Notifies listeners of commits. */
export interface Changes {
  listen: Store['listen']
  /** False when nobody listens to what becomes of events, which is then not gathered either. */
  hearsEvents: () => boolean
  /** Notifies after the current work of the event loop. A listener that throws is reported; the others are still called. */
  tell: (changes: Change[]) => void
}

/** Gathers ids by topic, each once; those of deliveries and runs, of which there are many, only where somebody hears them. */
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
      gathered.ids.add(id)
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

/** Creates the changes of one file. `failed` is told what a listener threw: in a bare microtask it would end the process. */
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
    tell: changes => {
      for (const change of changes) {
        for (const each of listening) {
          if (hears(each, change.topic)) queueMicrotask(() => call(each, change))
        }
      }
    }
  }
}
