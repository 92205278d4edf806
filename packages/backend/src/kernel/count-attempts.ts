import type { Attempt, AttemptKind, AttemptOutcome, Id, Millis } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Meters } from './meters.ts'

/**
 * Wraps a store to count ended attempts at services with their durations. The duration is unknown if the
 * attempt began before this process started.
 */
export const countAttempts = (store: Store, meters: Pick<Meters, 'countAttempt'>): Store => {
  const { subscriptions, renewals, comparisons, cleanup } = store
  const begun = new Map<Id, Pick<Attempt, 'kind' | 'startedAt'>>()

  const note = ({ id, kind, startedAt }: Attempt): void => {
    begun.set(id, { kind, startedAt })
  }

  /**
   * Counts an ended attempt. An attempt that began before this process started counts as `kind`, or not at
   * all if `kind` is null.
   */
  const count = (
    { attemptId, at }: { attemptId: Id; at: Millis },
    outcome: AttemptOutcome,
    kind: AttemptKind | null
  ): void => {
    const known = begun.get(attemptId)
    begun.delete(attemptId)
    const counted = known?.kind ?? kind
    if (counted !== null)
      meters.countAttempt(counted, outcome, known === undefined ? null : at - known.startedAt)
  }

  return {
    ...store,
    subscriptions: {
      ...subscriptions,
      begin: async params => {
        await subscriptions.begin(params)
        note(params.attempt)
      },
      beginSuccessor: async params => {
        await subscriptions.beginSuccessor(params)
        note(params.attempt)
      },
      beginDeregistering: async (id, params) => {
        const began = await subscriptions.beginDeregistering(id, params)
        if (began) note(params.attempt)
        return began
      },
      beginAttempt: async (id, params) => {
        await subscriptions.beginAttempt(id, params)
        note(params.attempt)
      },
      becomeOn: async (id, params) => {
        const result = await subscriptions.becomeOn(id, params)
        if (result.is === 'on') count(params, 'succeeded', 'registration')
        return result
      },
      endRegistering: async (id, params) => {
        const ended = await subscriptions.endRegistering(id, params)
        if (ended) count(params, params.outcome, 'registration')
        return ended
      },
      endDeregistering: async (id, params) => {
        await subscriptions.endDeregistering(id, params)
        count(params, params.outcome, 'deregistration')
      },
      endAttempt: async (id, params) => {
        await subscriptions.endAttempt(id, params)
        count(params, params.outcome, null)
      }
    },
    renewals: {
      ...renewals,
      end: async (id, params) => {
        await renewals.end(id, params)
        count(params, params.outcome, 'renewal')
      }
    },
    comparisons: {
      ...comparisons,
      registerAgain: async (ended, beginning) => {
        await comparisons.registerAgain(ended, beginning)
        note(beginning.attempt)
      }
    },
    cleanup: {
      ...cleanup,
      beginTry: async (id, params) => {
        await cleanup.beginTry(id, params)
        note(params.attempt)
      }
    }
  }
}
