import type { Id, Invalidation, Topic } from '@hookwright/model'

/** What one page is still to be told. It grows with the kinds of things and not with their number. */
export interface Told {
  add: (topic: Topic, id: Id) => void
  isEmpty: () => boolean
  /** All of it, which is then told. */
  take: () => Invalidation[]
}

/** How many ids of a topic are told one by one; beyond, it is all of the topic. */
export const MOST_IDS = 200

export const createTold = (): Told => {
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
