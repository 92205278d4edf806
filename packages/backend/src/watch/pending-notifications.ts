import type { Id, Invalidation, Topic } from '@hookwright/model'

/** Pending notifications for one page. Its size depends on the number of topics, not of changed items. */
export interface PendingNotifications {
  add: (topic: Topic, id: Id) => void
  isEmpty: () => boolean
  /** Returns all pending notifications and clears them. */
  take: () => Invalidation[]
}

/** Maximum number of ids per topic in a notification. If there are more, the whole topic is invalidated. */
export const MOST_IDS = 200

export const createPendingNotifications = (): PendingNotifications => {
  let waiting = new Map<Topic, Set<Id>>()
  return {
    add: (topic, id) => {
      const ids = waiting.get(topic)
      if (ids === undefined) waiting.set(topic, new Set([id]))
      else if (ids.size <= MOST_IDS) ids.add(id)
    },
    isEmpty: () => waiting.size === 0,
    take: () => {
      const taken = waiting
      waiting = new Map()
      return [...taken].map(([topic, ids]) => ({ topic, ids: ids.size > MOST_IDS ? [] : [...ids] }))
    }
  }
}
