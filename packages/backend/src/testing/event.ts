import type { Id } from '@hookwright/model'
import type { TestBackend } from './open-backend.ts'
import { pollUntil } from './poll-until.ts'

/** Sends an event to an Event URL and returns the delivery's id once it is stored. */
export const deliver = async ({ backend }: TestBackend, eventUrl: string, body: unknown): Promise<Id> => {
  const token = eventUrl.split('/').at(-1) ?? ''
  const bytes = Buffer.from(JSON.stringify(body))
  const head = { method: 'POST', query: '', headers: [], contentType: 'application/json', size: bytes.length }
  const preflight = await backend.deliveries.preflight(token, head)
  const answer = preflight.is === 'answered' ? preflight.answer : await preflight.accept(bytes)
  if (answer.deliveryId === null) throw new Error(`It was not kept: ${JSON.stringify(answer)}`)
  return answer.deliveryId
}

/** Turns a flow on and returns its subscription and Event URL once it is on. */
export const turnOn = async (
  { backend }: TestBackend,
  flowId: Id
): Promise<{ subscriptionId: Id; eventUrl: string }> => {
  const { id } = await backend.subscriptions.switchOn(flowId)
  await pollUntil(
    () => backend.subscriptions.get(id),
    ({ subscription }) => subscription.status.is === 'on'
  )
  return { subscriptionId: id, eventUrl: await backend.subscriptions.eventUrlOf(id) }
}
