import { z } from 'zod'
import { Receiving } from './receiving.ts'

const Line = z.strictObject({ name: z.string(), value: z.string() })

/**
 * Sample request of a service without its signature. `%id%`, `%number%`, `%seconds%`, `%millis%` and `%iso%`
 * are placeholders for fresh values.
 */
export const SampleRequest = z.strictObject({
  method: z.string(),
  query: z.string(),
  headers: z.array(Line),
  body: z.string()
})
export type SampleRequest = z.infer<typeof SampleRequest>

/** Sample handshake request with its expected response. The body is null if it depends on the key. */
export const SampleHandshake = z.strictObject({
  name: z.string(),
  request: SampleRequest,
  answer: z.strictObject({ status: z.int(), headers: z.array(Line), body: z.string().nullable() })
})
export type SampleHandshake = z.infer<typeof SampleHandshake>

/** Signed example request that the service has published, with the key and time to verify it. */
export const SampleVector = z.strictObject({
  name: z.string(),
  from: z.url(),
  scheme: z.string(),
  keys: z.record(z.string(), z.array(z.string())),
  at: z.int(),
  eventUrl: z.url(),
  request: SampleRequest
})
export type SampleVector = z.infer<typeof SampleVector>

/**
 * Preset for the webhooks of one service, as data. Makers start from it. Names of connection fields are
 * suggestions.
 */
export const Preset = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  /** URL of the service's documentation. */
  source: z.url(),
  /**
   * Date of the last check of the documentation; `unverified` if the preset was never tested with the
   * service.
   */
  checkedOn: z.union([z.iso.date(), z.literal('unverified')]),
  /** Notes for the maker, as sentences. */
  notes: z.array(z.string()),
  /** Steps for a user who enters the Event URL at the service manually. */
  byHand: z.array(z.string()).optional(),
  /** Sentence about a required renewal; `null` if registrations do not expire. */
  renewal: z.string().nullable(),
  /**
   * Path of the list of records in the body, for Run mode. Empty for the body itself, `null` if there is no
   * list.
   */
  batch: z.string().nullable(),
  receiving: Receiving,
  sample: SampleRequest,
  handshakes: z.array(SampleHandshake),
  vectors: z.array(SampleVector)
})
export type Preset = z.infer<typeof Preset>
