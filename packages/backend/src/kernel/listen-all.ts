import type { Change, Store } from '@hookwright/store'

/**
 * Listens to the changes of some topics, of this process and of others. Unknown changes of others cause no
 * notification.
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
