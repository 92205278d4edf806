import type { Change, Store } from '@hookwright/store'

/**
 * Listens to changes of some topics in this process and in others. A message from another process that does
 * not say what has changed is ignored.
 */
export const listenAll = (
  store: Pick<Store, 'listen' | 'listenOthers'>,
  listener: (change: Change) => void,
  topics: readonly Change['topic'][]
): (() => void) => {
  const stops = [
    store.listen(listener, topics),
    store.listenOthers(change => {
      if (change !== null && topics.includes(change.topic)) listener(change)
    })
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
