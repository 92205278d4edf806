import {
  type Attempt,
  type CleanupEntry,
  eventUrlOf,
  Fault,
  type Id,
  type Subscription
} from '@hookwright/model'
import { type Desk, sealPlace } from './desk.ts'
import { createRegistration } from './registration.ts'
import { resumeRegistration, resumeSubscriptions } from './resume.ts'
import { createSwitchOff, wantedRow } from './switch-off.ts'
import { switchOn } from './switch-on.ts'

/** What can be done with subscriptions: the switch, and looking at what came of it. */
export interface Subscriptions {
  /** Turns a flow on; see `switchOn` for its faults. The subscription is `registering` when this resolves. */
  switchOn: (flowId: Id) => Promise<Subscription>
  /** Turns a flow off, or cancels turning it on. Off for the outside when this resolves. Throws `subscription.already-off`. */
  switchOff: (flowId: Id) => Promise<void>
  /** Keeps deliveries without running them, or goes on. Throws `subscription.already-off`, `subscription.registering`. */
  pause: (flowId: Id, paused: boolean) => Promise<void>
  /** Throws `subscription.gone`. */
  get: (id: Id) => Promise<{ subscription: Subscription; attempts: Attempt[] }>
  /** Of one flow or of all, newest first. */
  list: (flowId: Id | null) => Promise<Subscription[]>
  /** The whole Event URL, to be copied. Throws `subscription.gone`. */
  eventUrlOf: (id: Id) => Promise<string>
  cleanupEntries: () => Promise<CleanupEntry[]>
  /** Throws `cleanup.gone`, `cleanup.closed`. */
  closeCleanupEntry: (id: Id, reason: string) => Promise<void>
  /** After a start: takes up what was interrupted. */
  resume: () => Promise<void>
  /** For a stop: resolves when what is under way has ended. */
  idle: () => Promise<void>
}

export const createSubscriptions = (desk: Desk): Subscriptions => {
  const { store, outside } = desk
  const registration = createRegistration(desk)
  const off = createSwitchOff(desk)
  return {
    switchOn: async flowId => {
      const subscription = await switchOn(desk, registration, flowId)
      desk.moved(subscription.id)
      return subscription
    },
    switchOff: async flowId => {
      const row = await wantedRow(desk, flowId)
      if (row.status.is === 'registering' && !(await registration.cancel(row.id))) {
        // Nobody carries it out any more, since its end could not be written; take it up to end it.
        const fault = new Fault('registration.cancelled')
        await resumeRegistration(desk, registration, row, { how: 'cancelled', fault })
        await registration.cancel(row.id)
      }
      // It may have come on just before it could be cancelled; then there is a subscription to close after all.
      const now = await store.subscriptions.wantedOf(flowId)
      if (now !== null && !(await off.begin(now))) throw new Fault('subscription.already-off')
    },
    pause: async (flowId, paused) => {
      const row = await wantedRow(desk, flowId)
      if (row.status.is === 'registering') throw new Fault('subscription.registering')
      if (row.status.is === (paused ? 'paused' : 'on')) return
      if (!(await store.subscriptions.pause(row.id, paused, outside.clock()))) {
        throw new Fault('subscription.already-off')
      }
      desk.moved(row.id)
    },
    get: async id => {
      const row = await store.subscriptions.find(id)
      if (row === null) throw new Fault('subscription.gone')
      const { tokenSealed: _, registrationData: __, expiresAt: ___, ...subscription } = row
      return { subscription, attempts: await store.subscriptions.attemptsOf(id) }
    },
    list: flowId => store.subscriptions.list(flowId),
    eventUrlOf: async id => {
      const row = await store.subscriptions.find(id)
      if (row === null) throw new Fault('subscription.gone')
      const token = outside.sealer.open(row.tokenSealed, sealPlace(id, 'token'))
      return eventUrlOf(desk.settings.publicUrl(), token)
    },
    cleanupEntries: () => store.cleanup.list(),
    closeCleanupEntry: (id, reason) =>
      store.cleanup.close(id, { how: 'by-hand', reason, at: outside.clock() }),
    resume: () => resumeSubscriptions(desk, { registration, switchOff: off }),
    idle: async () => {
      await Promise.all([registration.stop(), off.stop()])
    }
  }
}
