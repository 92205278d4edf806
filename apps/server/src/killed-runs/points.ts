import type { Store } from '@hookwright/store'

/** Fault points inside runs. Kills at different points leave different states. */
export const runPoints = [
  'before-intend',
  'intended',
  'in-flight',
  'answered',
  'recording',
  'recorded',
  'in-an-item',
  'spread',
  'between-children',
  'suspending',
  'in-a-wait',
  'in-a-retry-wait',
  'at-waking',
  'before-finish',
  'in-the-commit'
] as const
export type RunPoint = (typeof runPoints)[number]

/**
 * Wraps a store so that it reports each fault point that a run passes. Writes are reported before them, while
 * their commit is pending, and after them.
 */
export const reportingStore = (store: Store, passing: (point: RunPoint) => void): Store => ({
  ...store,
  runs: {
    ...store.runs,
    intend: async (run, entry) => {
      passing('before-intend')
      await store.runs.intend(run, entry)
      passing('intended')
    },
    record: async (run, entry) => {
      passing(entry.key.startsWith('each/1/') ? 'in-an-item' : 'answered')
      const writing = store.runs.record(run, entry)
      passing('recording')
      await writing
      passing('recorded')
    },
    spread: async (run, children, params) => {
      const queued = await store.runs.spread(run, children, params)
      passing('spread')
      return queued
    },
    finish: async (run, params) => {
      passing('before-finish')
      const writing = store.runs.finish(run, params)
      passing('in-the-commit')
      await writing
      passing('between-children')
    }
  },
  waits: {
    ...store.waits,
    suspend: async (run, kept) => {
      passing('suspending')
      await store.waits.suspend(run, kept)
      const isRetry = run.status.is === 'waiting' && run.status.waitsFor.is === 'retry'
      passing(isRetry ? 'in-a-retry-wait' : 'in-a-wait')
    },
    find: async id => {
      const found = await store.waits.find(id)
      passing('at-waking')
      return found
    }
  }
})
