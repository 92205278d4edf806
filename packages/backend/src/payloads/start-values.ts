import { optionPortId } from '@hookwright/engine'
import {
  type Delivery,
  declaresOtherCharset,
  type EventSample,
  type IncomingRequest,
  isJsonType,
  Json,
  mediaTypeIn,
  pickJson,
  type ReadBody,
  readForm
} from '@hookwright/model'
import type { BodyThread } from '../kernel/body-thread.ts'
import { readArrival } from './read-arrival.ts'
import { everything, type StartReads } from './start-reads.ts'

/**
 * Converts header lines into an object with names in lower case. Values of repeated names are
 * joined.
 */
const headersOf = (lines: string[]): Record<string, string> => {
  // Without a prototype, so that no header's name can reach one.
  const headers: Record<string, string> = Object.create(null)
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const name = (lines[at] ?? '').toLowerCase()
    const before = headers[name]
    const value = lines[at + 1] ?? ''
    headers[name] = before === undefined ? value : `${before}, ${value}`
  }
  return headers
}

const queryOf = (query: string): Record<string, string | string[]> => (query === '' ? {} : readForm(query))

/**
 * Returns the outputs of the Webhook Event card for a delivery: the parts of the request that the flow reads,
 * and the user's option values. Synchronous unless the body is large.
 */
export const startValuesOf = (
  effects: { bodyThread: BodyThread | null },
  delivery: Pick<Delivery, 'id' | 'method' | 'contentType' | 'receivedAt'>,
  arrival: IncomingRequest,
  chosen: Record<string, Json>,
  reads = everything
): Record<string, unknown> | Promise<Record<string, unknown>> => {
  const valuesFor = ({ value }: Pick<ReadBody, 'value'>) => valuesOf(delivery, arrival, chosen, reads, value)
  if (!reads.outputs.has('body')) return valuesFor({ value: null })
  const { contentType } = delivery
  if (reads.ofBody !== null && isJsonType(mediaTypeIn(contentType)) && !declaresOtherCharset(contentType)) {
    const picked = pickJson(arrival.body, reads.ofBody)
    if (picked !== null) return valuesFor({ value: picked })
  }
  const read = readArrival(effects, delivery, arrival.body)
  return read instanceof Promise ? read.then(valuesFor) : valuesFor(read)
}

const valuesOf = (
  delivery: Pick<Delivery, 'method' | 'receivedAt'>,
  arrival: IncomingRequest,
  chosen: Record<string, Json>,
  { outputs }: StartReads,
  body: unknown
): Record<string, unknown> => {
  const values: Record<string, unknown> = { body, method: delivery.method }
  if (outputs.has('headers')) values.headers = headersOf(arrival.headers)
  if (outputs.has('query')) values.query = queryOf(arrival.query)
  if (outputs.has('receivedAt')) values.receivedAt = new Date(delivery.receivedAt).toISOString()
  for (const id of Object.keys(chosen)) values[optionPortId(id)] = chosen[id]
  return values
}

/** Returns a stored delivery as a sample of its event, without option values. */
export const sampleOf = async (
  effects: { bodyThread: BodyThread | null },
  delivery: Pick<Delivery, 'id' | 'method' | 'contentType' | 'receivedAt'>,
  arrival: IncomingRequest
): Promise<EventSample> => ({
  deliveryId: delivery.id,
  at: delivery.receivedAt,
  contentType: delivery.contentType,
  method: delivery.method,
  headers: { ...headersOf(arrival.headers) },
  query: queryOf(arrival.query),
  body: Json.parse((await readArrival(effects, delivery, arrival.body)).value)
})
