import { DAY, Fault, HOUR, type Id, MINUTE, type Millis } from '@hookwright/model'
import type { CallDecision, Store } from '@hookwright/store'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import type { CallViews } from './call-views.ts'
import { mayRunTools } from './open-tools.ts'

/** Polling interval for calls that have expired, or whose decision was not executed yet. */
const LOOK: Millis = MINUTE / 2

/**
 * Interval between deletions of old calls. `MOST_FORGOTTEN` is the maximum number of calls per transaction.
 */
const FORGET: Millis = HOUR
const MOST_FORGOTTEN = 500

/**
 * Codes of temporary faults of executing a decision, such as a paused flow. The decision is executed later.
 */
const later: readonly string[] = ['run.flow-paused', 'run.flow-on-hold', 'run.going-on', 'storage.failed']

/** Creates the approvals of tool calls that wait for a member's decision. */
export const createApprovals = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'after' | 'log' | 'agentOf'>
  settings: Pick<Settings, 'retentionDays'>
  dispatcher: Pick<Dispatcher, 'goOn' | 'cancel'>
  views: CallViews
  /** Ends the wait of a call for approval, because the client no longer needs the call. */
  withdraw: (callId: Id) => Promise<void>
}) => {
  const { store, effects, settings, dispatcher, views } = params
  let forgetAt = 0

  /**
   * Executes a stored decision. If this is not possible now, it is retried at the next poll.
   * @throws `agents.not-waiting`
   */
  const carryOut = async (id: Id, is: CallDecision['is']): Promise<void> => {
    try {
      await (is === 'approved' ? dispatcher.goOn(id) : dispatcher.cancel(id))
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      if (!later.includes(thrown.code)) throw new Fault('agents.not-waiting', {}, thrown)
    }
  }

  const decide = async (id: Id, is: CallDecision['is'], by: string | null): Promise<void> => {
    const isWaiting = (await store.runs.find(id))?.status.is === 'on-hold'
    if (!isWaiting || !(await store.agentCalls.decide(id, { is, by, at: effects.clock() }))) {
      throw new Fault('agents.not-waiting')
    }
    await carryOut(id, is)
  }

  /**
   * Ends a call if its client may no longer make it.
   * @throws `agents.not-waiting` for a call that was ended
   */
  const mustBeOfClient = async (id: Id): Promise<void> => {
    const call = await store.agentCalls.find(id)
    if (call === null || effects.agentOf === undefined) return
    const agent = await effects.agentOf({ memberId: call.ownerId, clientKey: call.client.key })
    if (agent !== null && mayRunTools(agent.member.role)) return
    await params.withdraw(id)
    throw new Fault('agents.not-waiting')
  }

  const lookThrough = async (): Promise<void> => {
    const now = effects.clock()
    for (const { id, askedUntil, decision } of await store.agentCalls.onHold()) {
      if (decision !== null) await carryOut(id, decision.is).catch(() => {})
      else if (askedUntil !== null && askedUntil <= now) {
        await decide(id, 'expired', null).catch(thrown => {
          if (!(thrown instanceof Fault) || thrown.code !== 'agents.not-waiting') throw thrown
        })
      }
    }
    if (now < forgetAt) return
    while (
      (await store.agentCalls.forget(now - settings.retentionDays * DAY, MOST_FORGOTTEN)) >= MOST_FORGOTTEN
    );
    forgetAt = now + FORGET
  }

  return {
    /**
     * Lists the calls of a member that wait for a decision, oldest first; null lists those of all members.
     */
    list: views.approvals,
    /** Lists calls, newest first. */
    calls: views.calls,
    /**
     * Approves a call, which then runs if its client may still make it.
     * @throws `agents.not-waiting`
     */
    approve: async (id: Id, by: string): Promise<void> => {
      await mustBeOfClient(id)
      await decide(id, 'approved', by)
    },
    /**
     * Refuses a call, which ends without running.
     * @throws `agents.not-waiting`
     */
    refuse: (id: Id, by: string): Promise<void> => decide(id, 'refused', by),
    /**
     * Returns true while a run is a tool call that waits for a decision, or whose refusal was not executed
     * yet.
     */
    isWaiting: async (runId: Id): Promise<boolean> => {
      const call = await store.agentCalls.find(runId)
      if (call === null || call.askedUntil === null || call.decision?.is === 'approved') return false
      return (await store.runs.find(runId))?.status.is === 'on-hold'
    },
    /**
     * Starts polling the calls, first immediately. Returns a function that stops polling and resolves once
     * the current poll has ended.
     */
    begin: (): (() => Promise<void>) => {
      let isStopped = false
      let cancel = (): void => {}
      let looking = Promise.resolve()
      const lookOn = (): void => {
        looking = lookThrough()
          .catch(thrown => effects.log('Tool calls could not be searched.', { cause: String(thrown) }))
          .then(() => {
            if (!isStopped) cancel = effects.after(LOOK, lookOn)
          })
      }
      lookOn()
      return async () => {
        isStopped = true
        cancel()
        await looking
      }
    }
  }
}

export type Approvals = ReturnType<typeof createApprovals>
