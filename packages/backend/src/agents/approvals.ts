import { DAY, Fault, HOUR, type Id, MINUTE, type Millis } from '@hookwright/model'
import type { CallDecision, Store } from '@hookwright/store'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import type { CallViews } from './call-views.ts'
import { mayRunTools } from './open-tools.ts'

/** Polling interval of calls that have expired, or were decided and not carried out. */
const LOOK: Millis = MINUTE / 2

/** Interval of deleting old calls, and the most that one transaction deletes. */
const FORGET: Millis = HOUR
const MOST_FORGOTTEN = 500

/** Faults of a run whose flow does not run now. A decision on it is carried out later. */
const later: readonly string[] = ['run.flow-paused', 'run.flow-on-hold', 'run.going-on', 'storage.failed']

/** Creates the approvals: calls that wait for a person's decision. */
export const createApprovals = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'after' | 'log' | 'agentOf'>
  settings: Pick<Settings, 'retentionDays'>
  dispatcher: Pick<Dispatcher, 'goOn' | 'cancel'>
  views: CallViews
  /** Ends the wait of a call that the client no longer needs. */
  withdraw: (callId: Id) => Promise<void>
}) => {
  const { store, effects, settings, dispatcher, views } = params
  let forgetAt = 0

  /** Carries a stored decision out. What cannot be done now is done at a later look. */
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

  /** Ends a call whose client may no longer make it. Throws `agents.not-waiting`. */
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
    /** Lists the calls that wait for a decision, oldest first: those of one member, or of all for null. */
    list: views.approvals,
    /** Lists calls, newest first. */
    calls: views.calls,
    /** Lets a call run, if its client may still make it. Throws `agents.not-waiting`. */
    approve: async (id: Id, by: string): Promise<void> => {
      await mustBeOfClient(id)
      await decide(id, 'approved', by)
    },
    /** Ends a call without running it. Throws `agents.not-waiting`. */
    refuse: (id: Id, by: string): Promise<void> => decide(id, 'refused', by),
    /** Returns true while a run is the call of a tool that waits for a decision, or whose end is not carried out yet. */
    isWaiting: async (runId: Id): Promise<boolean> => {
      const call = await store.agentCalls.find(runId)
      if (call === null || call.askedUntil === null || call.decision?.is === 'approved') return false
      return (await store.runs.find(runId))?.status.is === 'on-hold'
    },
    /**
     * Begins to look through the calls, at once and then regularly. Returns a function that resolves
     * when the look in progress has ended.
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
