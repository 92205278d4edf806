import { z } from 'zod'
import { FieldId } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'
import { EventMethod } from '../receiving/receiving.ts'
import { FILE_FORMAT } from './flow-file.ts'

const Texts = z.record(z.string().min(1).max(200), z.string().max(20_000))
const Values = z.record(FieldId, Json)

/** Headers by name. A test compares only the listed headers. */
const Headers = z.record(
  z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/, 'This is not the name of a header.'),
  z.string().max(20_000)
)

/** Body of a request or response in one of three forms: a JSON value, form fields, or text. */
const bodyParts = {
  json: Json.optional(),
  form: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  body: z.string().max(1_000_000).optional()
}

const hasOneBody = ({ json, form, body }: { json?: unknown; form?: unknown; body?: unknown }): boolean =>
  [json, form, body].filter(part => part !== undefined).length <= 1

const oneBody = { error: 'A message has one body. Keep only one of json, form and body.' }

/**
 * URL of the source of a test's data. This is documentation with examples, or an implementation whose
 * responses were recorded.
 */
const Source = z.string().max(2_000).optional()

/** Request that a flow is expected to send. */
export const RecordedRequest = z
  .strictObject({
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    /** Whole URL with its query. The order of parameters does not matter. */
    url: z.url({ protocol: /^https?$/ }),
    headers: Headers.optional(),
    ...bodyParts
  })
  .refine(hasOneBody, oneBody)
export type RecordedRequest = z.infer<typeof RecordedRequest>

/** Response of the service to a recorded request. */
export const RecordedResponse = z
  .strictObject({ status: z.int().min(200).max(599), headers: Headers.optional(), ...bodyParts })
  .refine(hasOneBody, oneBody)
export type RecordedResponse = z.infer<typeof RecordedResponse>

/** Recorded request and response. */
export const Exchange = z.strictObject({
  source: Source,
  request: RecordedRequest,
  response: RecordedResponse
})
export type Exchange = z.infer<typeof Exchange>

/**
 * Request that the service sends to the Event URL. The test signs it, so the file has no signature, timestamp
 * or secret.
 */
export const ReceivedRequest = z
  .strictObject({
    source: Source,
    method: z.union([EventMethod, z.enum(['HEAD', 'OPTIONS'])]).optional(),
    query: z.string().max(4_000).optional(),
    headers: Headers.optional(),
    ...bodyParts,
    /**
     * Id of the scheme that signs the request; `false` for an unsigned request. Absent for the first scheme.
     */
    signed: z.union([z.literal(false), z.string()]).optional()
  })
  .refine(hasOneBody, oneBody)
export type ReceivedRequest = z.infer<typeof ReceivedRequest>

/** Answer of the receiving rules to a received request. */
const ExpectedAnswer = z
  .strictObject({
    is: z.enum(['accepted', 'filtered', 'handshake', 'refused']),
    status: z.int().min(200).max(599).optional(),
    headers: Headers.optional(),
    json: Json.optional(),
    body: z.string().max(20_000).optional()
  })
  .refine(hasOneBody, oneBody)

/** Expected result of a test. Absent keys are not compared. */
const Expected = z.strictObject({
  answer: ExpectedAnswer.optional(),
  /** Outputs by field id. Outputs that are not listed must be null. */
  outputs: Values.optional(),
  /** Outputs of each record, for an event with Run mode. */
  records: z.array(Values).max(1_000).optional(),
  registrationData: Json.optional(),
  /** Expiry of the registration; `null` if it does not expire. */
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  /** Registrations at the service, for a flow that lists them. */
  registrations: z.array(Values).max(1_000).optional(),
  /** Text that the error message of the failed flow must contain. */
  fails: z.string().min(1).max(500).optional()
})

/**
 * File `tests/*.yaml`: one test of one flow, without a network. All secrets in it are placeholders.
 */
export const TestFile = z
  .strictObject({
    format: z.literal(FILE_FORMAT),
    name: z.string().trim().min(1).max(200),
    flow: z.string().regex(/^flow:[0-9a-f]{12}$/, 'Name the flow by its id, such as flow:4f2a9c01b7de.'),
    connection: z
      .strictObject({
        /** Id of the authentication method. Absent for the first method. */
        method: z.string().optional(),
        values: Texts.optional(),
        /** Access token, for a connector with sign-in or an access token field. */
        accessToken: z.string().max(4_000).optional()
      })
      .optional(),
    /** Time at which the test runs. Absent for 2026-01-02T03:04:05Z. */
    now: z.iso.datetime({ offset: true }).optional(),
    /** Option values of an event or action, by field id. */
    options: Values.optional(),
    /** Input values by field id, of an action, a helper flow or a registration flow. */
    inputs: Values.optional(),
    eventUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** Signing secret of the subscription. Absent for a placeholder. */
    signingSecret: z.string().max(200).optional(),
    registrationData: z.record(z.string(), Json).optional(),
    /**
     * Registration Data of an earlier registration that no longer exists at the service. Only for a test of a
     * registration flow.
     */
    lapsedData: z.record(z.string(), Json).optional(),
    /** Values that earlier handshakes captured, by name. */
    captured: Texts.optional(),
    exchanges: z.array(Exchange).max(100).optional(),
    request: ReceivedRequest.optional(),
    expect: Expected
  })
  .refine(({ request, expect }) => request !== undefined || expect.answer === undefined, {
    path: ['expect', 'answer'],
    error: '“answer” is allowed only with a received request. Add “request”, or remove “answer”.'
  })
export type TestFile = z.infer<typeof TestFile>
