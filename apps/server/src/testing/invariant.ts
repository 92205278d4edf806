import type { Attempt, CleanupEntry, Subscription } from '@hookwright/model'
import type { Api } from './api-client.ts'
import { entriesOf, eventUrlOf, readAttempts } from './switch.ts'
import { waitFor } from './wait-for.ts'

/** Subscription of a flow, with the data that the subscription invariant is about. */
export interface Known {
  subscription: Subscription
  eventUrl: string
  entries: CleanupEntry[]
  attempts: Attempt[]
  /** True when all runs of the registration attempts have ended. */
  hasEnded: boolean
}

/** Returns the current data about a subscription. */
export const knownOf = async (api: Api, subscription: Subscription): Promise<Known> => {
  const { attempts } = await readAttempts(api, subscription)
  const runIds = attempts.flatMap(attempt => attempt.runId ?? [])
  const runs = await Promise.all(runIds.map(runId => api.runs.get.query({ runId })))
  return {
    subscription,
    eventUrl: await eventUrlOf(api, subscription),
    entries: await entriesOf(api, subscription),
    attempts,
    hasEnded: runs.every(run => run.finishedAt !== null)
  }
}

/** Returns true when no operation on the subscription is in progress. */
export const isSettled = ({ subscription, attempts, hasEnded }: Known): boolean =>
  ((subscription.status.is === 'on' && subscription.wanted) || subscription.status.is === 'ended') &&
  attempts.every(attempt => attempt.outcome !== 'running') &&
  hasEnded

/** Waits until all subscriptions of a flow are settled and returns them, newest first. */
export const settledOf = (api: Api, flowId: string): Promise<Known[]> =>
  waitFor(
    async () => {
      const subscriptions = await api.subscriptions.list.query({ flowId })
      return Promise.all(subscriptions.map(subscription => knownOf(api, subscription)))
    },
    seen => seen.every(isSettled)
  )

const owns = ({ subscription, entries }: Known): boolean =>
  (subscription.status.is === 'on' && (subscription.wanted || subscription.replacedBy !== null)) ||
  (subscription.status.is === 'ended' && subscription.status.how === 'uncertain') ||
  entries.some(entry => entry.status.is === 'open')

/**
 * Returns violations of the subscription invariant, as sentences.
 *
 * At most one subscription of a flow may be wanted, and it must be on. Each subscription that exists at the
 * service needs an owner here: an active subscription, an uncertain registration or an open cleanup entry.
 */
export const breachesOf = (known: Known[], there: { id: string; url: string }[]): string[] => {
  const wanted = known.filter(({ subscription }) => subscription.wanted)
  const unowned = there.filter(({ url }) => !known.some(one => one.eventUrl === url && owns(one)))
  return [
    ...(wanted.length > 1 ? [`${wanted.length} subscriptions are wanted.`] : []),
    ...wanted
      .filter(({ subscription }) => subscription.status.is !== 'on')
      .map(({ subscription }) => `A wanted subscription is ${subscription.status.is}.`),
    ...unowned.map(({ id }) => `Nobody owns the subscription ${id} at the service.`)
  ]
}
