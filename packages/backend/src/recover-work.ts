import type { AgentEvents } from './agents/agent-events.ts'
import type { Approvals } from './agents/approvals.ts'
import type { Dispatcher } from './dispatch/dispatcher.ts'
import type { Duties } from './duties.ts'
import type { Effects } from './kernel/effects.ts'
import { createPolls } from './polling/polls.ts'
import type { createDeliveries } from './read-models/deliveries.ts'
import type { RegistrationContext } from './registrations/registration-context.ts'
import type { Subscriptions } from './registrations/subscriptions.ts'
import type { RulesInForce } from './revisions/rules-in-force.ts'
import type { Upkeep } from './upkeep.ts'

/**
 * Creates the function that a process calls after its start. The function resumes earlier deliveries while
 * new ones already run, and takes over this process's duties.
 */
export const createRecoverWork = (params: {
  duties: Duties
  effects: Pick<Effects, 'log'>
  context: RegistrationContext
  rules: RulesInForce
  upkeep: Pick<Upkeep, 'begin'>
  agentEvents: Pick<AgentEvents, 'begin'>
  approvals: Pick<Approvals, 'begin'>
  subscriptions: Pick<Subscriptions, 'resume'>
  dispatcher: Pick<Dispatcher, 'queueWaiting'>
  replays: Pick<ReturnType<typeof createDeliveries>['replays'], 'resume' | 'leave'>
  recover: () => Promise<unknown>
  /** Called when this process begins or ends the work that only one process does. */
  onDuty: (is: boolean) => void
}): (() => Promise<void>) => {
  const { duties, effects, context, rules, upkeep, subscriptions, dispatcher, replays } = params

  const notResumed = (thrown: unknown): void =>
    effects.log('Interrupted work could not be resumed. This is retried at the next server start.', {
      cause: String(thrown)
    })

  /**
   * Resumes interrupted work on subscriptions and takes over the work that only one process does. The
   * returned function gives this work up.
   */
  const beginRegistrationDuty = (): (() => Promise<void>) => {
    params.onDuty(true)
    subscriptions.resume().catch(notResumed)
    return async () => {
      params.onDuty(false)
    }
  }

  /**
   * Begins the background jobs, the delivery of events to agents, and the expiry of agents' calls that nobody
   * approves.
   */
  const beginUpkeep = (): (() => Promise<void>) => {
    const stops = [upkeep.begin(), params.agentEvents.begin(), params.approvals.begin()]
    return async () => {
      await Promise.all(stops.map(stop => stop()))
    }
  }

  return async () => {
    duties.take('upkeep', beginUpkeep)
    duties.take('polls', () => {
      const polls = createPolls(context, { rules, delivered: dispatcher.queueWaiting })
      polls.begin()
      return polls.stop
    })
    let resumed = Promise.resolve()
    duties.take('replays', () => {
      resumed = replays.resume()
      resumed.catch(notResumed)
      return replays.leave
    })
    if (context.store.sharedWork !== null) duties.take('registrations', beginRegistrationDuty)
    await Promise.all([resumed, params.recover()])
  }
}
