import { createHmac } from 'node:crypto'
import type { Id, Receiving, Scheme } from '@hookwright/model'
import { addNotifyingFlow, drawConnector } from './draw.ts'
import { turnOn } from './event.ts'
import type { TestBackend } from './open-backend.ts'
import { pollUntil } from './poll-until.ts'
import type { BodyAndHeaders } from './send.ts'

/** Returns a signature scheme that signs the time and the body of a request. */
export const scheme = (over: Partial<Scheme> = {}): Scheme => ({
  id: 'sign',
  algorithm: 'hmac-sha256',
  key: { from: 'generated', decode: 'text' },
  content: '{header.x-time}.{body}',
  signature: { from: 'header', name: 'x-signature', split: '', prefix: 'sha256=', encoding: 'hex' },
  time: { from: 'header', name: 'x-time', unit: 's', toleranceSeconds: 300 },
  also: [],
  ...over
})

/** Returns a signed event. */
export const signed = (secret: string, body: unknown, at = Date.now()): BodyAndHeaders => {
  const text = JSON.stringify(body)
  const time = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', secret).update(`${time}.${text}`).digest('hex')
  return { text, headers: ['X-Time', time, 'X-Signature', `sha256=${signature}`] }
}

/** Returns an unsigned event. */
export const plain = (body: unknown): BodyAndHeaders => ({ text: JSON.stringify(body), headers: [] })

/** Creates a running flow with these receiving rules for its event. */
export const listening = async (
  one: TestBackend,
  receiving: Partial<Receiving>,
  params: { event?: 'one' | 'list'; connectionId?: Id; registers?: boolean } = {}
) => {
  const { event = 'one', registers = false } = params
  const drawn = await drawConnector(one.backend, { registers, receiving })
  const flowId = await addNotifyingFlow(one.backend, drawn, event)
  return { flowId, ...(await turnOn(one, flowId)) }
}

/** Returns the deliveries of a flow, oldest first. */
export const listOf = async ({ backend }: TestBackend, flowId: Id) =>
  (await backend.deliveries.list({ scope: { flowId }, limit: 100 })).rows.toReversed()

/** Returns a flow's deliveries once there are this many and none is waiting. */
export const settled = (one: TestBackend, flowId: Id, count: number) =>
  pollUntil(
    () => listOf(one, flowId),
    rows => rows.length >= count && rows.every(({ status }) => status.is !== 'accepted')
  )
