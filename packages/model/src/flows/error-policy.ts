import { z } from 'zod'
import { FieldId } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'

/** Limits of an error policy. */
export const policyLimits = {
  retries: 10,
  /** Maximum delay before a retry in seconds, including backoff. */
  delaySeconds: 43_200,
  statuses: 20,
  /** Maximum time limit of a card, in seconds. */
  timeLimitSeconds: 3_600
} as const

const timesSentence = `The number of retries must be a whole number from 1 to ${policyLimits.retries}. Change it.`
const delaySentence =
  'The delay before a retry must be a whole number of seconds from 1 to 43,200. Change it.'
const statusSentence =
  'A status must have three digits, such as 404, or name a class, such as 5xx. Change it.'
const limitSentence = 'The time limit must be a whole number of seconds from 1 to 3,600. Change it.'

/** Status of a response, or a class of statuses: `404`, `5xx`. */
export const StatusPattern = z.string().regex(/^[1-5](\d\d|xx)$/, statusSentence)

/** Errors that are retried: temporary ones, all, or a list of named ones. */
export const RetryCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('temporary') }),
  z.strictObject({ kind: z.literal('any') }),
  z.strictObject({
    kind: z.literal('named'),
    statuses: z.array(StatusPattern).max(policyLimits.statuses),
    /** True to retry after a missing or late response. */
    noResponse: z.boolean()
  })
])
export type RetryCondition = z.infer<typeof RetryCondition>

/** Rule for retrying a failed request. */
export const RetryRule = z.strictObject({
  times: z.int(timesSentence).min(1, timesSentence).max(policyLimits.retries, timesSentence),
  delaySeconds: z.int(delaySentence).min(1, delaySentence).max(policyLimits.delaySeconds, delaySentence),
  /** Doubles the delay after each retry. */
  doubles: z.literal(true).optional(),
  on: RetryCondition,
  /**
   * Also retries a POST or PATCH that may have reached the service, and requests that the card otherwise
   * never retries.
   */
  repeatsUnsafe: z.literal(true).optional()
})
export type RetryRule = z.infer<typeof RetryRule>

/** Action after the last attempt has failed. */
export const AfterFailure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stop') }),
  /** Continues with these output values, by id. A missing value is null. */
  z.strictObject({ kind: z.literal('continue'), values: z.record(FieldId, Json) }),
  /**
   * Runs a helper flow. Its values become the outputs with the same labels, unless `stops` ends the flow
   * afterwards.
   */
  z.strictObject({
    kind: z.literal('helper'),
    flowId: z.string().nullable(),
    stops: z.literal(true).optional()
  })
])
export type AfterFailure = z.infer<typeof AfterFailure>

/** Error handling of a card, independent of its own settings. */
export const ErrorPolicy = z.strictObject({
  retry: RetryRule.optional(),
  after: AfterFailure,
  /** Maximum duration of the card, in seconds. Time during which the run waits does not count. */
  timeLimitSeconds: z
    .int(limitSentence)
    .min(1, limitSentence)
    .max(policyLimits.timeLimitSeconds, limitSentence)
    .optional()
})
export type ErrorPolicy = z.infer<typeof ErrorPolicy>

/** Key of the error policy in a card's config. */
export const ERROR_POLICY = 'onError'

/**
 * Id of the output with a card's error, for a flow that continues after the failure. No other output id
 * contains a dot.
 */
export const ERROR_OUTPUT: FieldId = 'error.info'

/** Returns the delay before a retry in seconds; `retry` counts from 1. */
export const retryDelaySeconds = ({ delaySeconds, doubles }: RetryRule, retry: number): number =>
  Math.min(policyLimits.delaySeconds, doubles ? delaySeconds * 2 ** (retry - 1) : delaySeconds)
