import type { Id } from '@hookwright/model'
import { lookUntil } from './look.ts'
import type { TestBackend } from './open-backend.ts'

/** Lets an event come to an Event URL, and gives the delivery's id once it is kept. */
export const deliver = async ({ backend }: TestBackend, eventUrl: string, body: unknown): Promise<Id> => {
  const token = eventUrl.split('/').at(-1) ?? ''
  const arrival = { method: 'POST', query: '', headers: [], body: Buffer.from(JSON.stringify(body)) }
  const received = await backend.deliveries.receive(token, arrival, 'application/json')
  if (received.is !== 'kept') throw new Error(`It was not kept: ${received.is}`)
  return received.deliveryId
}

/** Turns a flow on, and gives its subscription and Event URL once it is on. */
export const turnOn = async (
  { backend }: TestBackend,
  flowId: Id
): Promise<{ subscriptionId: Id; eventUrl: string }> => {
  const { id } = await backend.subscriptions.switchOn(flowId)
  await lookUntil(
    () => backend.subscriptions.get(id),
    ({ subscription }) => subscription.status.is === 'on'
  )
  return { subscriptionId: id, eventUrl: await backend.subscriptions.eventUrlOf(id) }
}
