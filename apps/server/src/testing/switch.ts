import type { Flow, Id, Subscription } from '@hookwright/model'
import type { Api } from './api-client.ts'
import { waitFor } from './wait-for.ts'

/** Adds a user's flow under a name. */
export const addFlow = async (api: Api, name: string, doc: Flow): Promise<Id> =>
  (await api.flows.create.mutate({ name, doc })).id

/** Returns the newest subscription of a flow. */
export const newestOf = async (api: Api, flowId: Id): Promise<Subscription> => {
  const [newest] = await api.subscriptions.list.query({ flowId })
  if (newest === undefined) throw new Error('The flow was never turned on.')
  return newest
}

const isInProgress = ({ status }: Subscription): boolean =>
  status.is === 'registering' || status.is === 'deregistering'

/** Waits until the flow's newest subscription is neither being opened nor closed. */
export const settled = (api: Api, flowId: Id): Promise<Subscription> =>
  waitFor(
    () => newestOf(api, flowId),
    subscription => !isInProgress(subscription)
  )

/** Turns a flow on and returns its subscription and Event URL. Fails if the flow does not turn on. */
export const turnOn = async (
  api: Api,
  flowId: Id
): Promise<{ subscription: Subscription; eventUrl: string }> => {
  await api.subscriptions.switchOn.mutate({ flowId })
  const subscription = await settled(api, flowId)
  if (subscription.status.is !== 'on') throw new Error(`It is not on: ${JSON.stringify(subscription)}`)
  return { subscription, eventUrl: await eventUrlOf(api, subscription) }
}

/** Turns a flow off and returns its subscription once the deregistration has ended. */
export const turnOff = async (api: Api, flowId: Id): Promise<Subscription> => {
  await api.subscriptions.switchOff.mutate({ flowId })
  return settled(api, flowId)
}

/** Returns the full Event URL of a subscription. */
export const eventUrlOf = (api: Api, { id }: { id: Id }): Promise<string> =>
  api.subscriptions.eventUrl.query({ subscriptionId: id })

/** Returns the registration attempts of a subscription, and the run of the first one in the list. */
export const readAttempts = async (api: Api, { id }: { id: Id }) => {
  const { attempts } = await api.subscriptions.get.query({ subscriptionId: id })
  const runId = attempts[0]?.runId ?? null
  return { attempts, run: runId === null ? null : await api.runs.get.query({ runId }) }
}

/** Returns the cleanup entries of a subscription. */
export const entriesOf = async (api: Api, { id }: { id: Id }) =>
  (await api.subscriptions.cleanupEntries.query()).filter(entry => entry.subscriptionId === id)
