import {
  type Answers,
  answersOfRun,
  answersOfTrace,
  noJournal,
  type PreviousExecutions,
  runFlow
} from '@hookwright/engine'
import type { RunRow, Store } from '@hookwright/store'
import type { OpenActions } from '../connectors/open-actions.ts'
import { FUEL } from '../kernel/keep-run.ts'
import type {
  CachedSubscription,
  RunReady,
  SubscriptionCache
} from '../subscription-cache/subscription-cache.ts'

/**
 * Returns the recorded responses for a replay without side effects; null for any other run. Repeats the
 * original run in memory to assign the responses to its requests. `startOf` returns the start values of the
 * original run.
 */
export const answersFor = async (
  {
    store,
    subscriptionCache
  }: { store: Pick<Store, 'runs'>; subscriptionCache: Pick<SubscriptionCache, 'readyOf'> },
  subscription: CachedSubscription,
  { id, replay, replayOf, recordIndex }: RunRow,
  startOf: (old: RunRow, ready: RunReady) => Record<string, unknown> | Promise<Record<string, unknown>>
): Promise<Answers | null> => {
  if (replay === null || replay.effects) return null
  const old = replayOf === null ? null : await store.runs.find(replayOf)
  const before: PreviousExecutions = new Map()
  if (old === null || old.steps === null || old.recordIndex !== recordIndex) return answersOfRun([], before)
  const ready = await subscriptionCache.readyOf(subscription, old.revisionId)
  await runFlow(
    ready.spreads && old.recordIndex === null ? ready.prologue : ready.flow,
    await startOf(old, ready),
    {
      prepared: ready.loadedRevision.prepared,
      fx: { ...ready.fx, http: refuse },
      journal: noJournal,
      runId: id,
      flowId: old.flowId,
      everywhere: ready.everywhere,
      actionOf: withoutRequests(ready.actionOf),
      signal: new AbortController().signal,
      fuel: FUEL,
      answers: answersOfTrace(old.steps, before)
    }
  )
  return answersOfRun(old.steps, before)
}

/** Client for runs without side effects: it refuses every request. */
export const refuse = async (): Promise<never> => {
  throw new Error('A run without side effects tried to send a request.')
}

/** Replaces the client of the actions with a client that refuses every request. */
export const withoutRequests =
  (actionOf: OpenActions['actionOf']): OpenActions['actionOf'] =>
  use => {
    const environment = actionOf(use)
    return environment && { ...environment, http: refuse }
  }
