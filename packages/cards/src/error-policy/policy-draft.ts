import type { OutputPort } from '@hookwright/engine'
import {
  coerce,
  ERROR_OUTPUT,
  type ErrorPolicy,
  type FieldId,
  type Json,
  nameOfType,
  policyLimits,
  type RetryCondition,
  type RetryRule,
  StatusPattern,
  type ValueType
} from '@hookwright/model'
import { literalFor, typedJson, typedOf } from '../view/text-parts.ts'

/** Units for entering a delay, in seconds. */
const delayUnits = { seconds: 1, minutes: 60, hours: 3_600 } as const
export type DelayUnit = keyof typeof delayUnits

/** Draft of a card's error policy. Numbers and values are texts until they are applied. */
export interface PolicyDraft {
  retries: boolean
  times: string
  delay: string
  unit: DelayUnit
  doubles: boolean
  on: RetryCondition['kind']
  statuses: string
  noResponse: boolean
  repeatsUnsafe: boolean
  after: ErrorPolicy['after']['kind']
  /** Entered values, by output id. */
  values: Record<FieldId, string>
  flowId: string | null
  stops: boolean
  /** Time limit; empty for none. */
  limit: string
}

/** Validation errors of a draft, as sentences by field. */
export type PolicyErrors = Partial<Record<'times' | 'delay' | 'statuses' | 'limit' | 'flowId', string>> & {
  values: Record<FieldId, string>
}

/**
 * Converts an entered text to a value of the output's type. If the output accepts any type, valid JSON is
 * parsed.
 */
const valueFor = (typed: string, type: ValueType): Json =>
  type.kind === 'any' && !type.list ? (typedJson(typed) ?? typed) : literalFor(typed, type)

const unitOf = (seconds: number): DelayUnit => {
  if (seconds % delayUnits.hours === 0) return 'hours'
  return seconds % delayUnits.minutes === 0 ? 'minutes' : 'seconds'
}

const defaultRetry: RetryRule = { times: 3, delaySeconds: 60, on: { kind: 'temporary' } }

/** Returns the policy of a card as a draft. `null` stands for the default policy. */
export const policyDraftOf = (policy: ErrorPolicy | null): PolicyDraft => {
  const retry = policy?.retry ?? defaultRetry
  const after = policy?.after ?? { kind: 'stop' }
  const unit = unitOf(retry.delaySeconds)
  const values = after.kind === 'continue' ? after.values : {}
  return {
    retries: policy?.retry !== undefined,
    times: String(retry.times),
    delay: String(retry.delaySeconds / delayUnits[unit]),
    unit,
    doubles: retry.doubles === true,
    on: retry.on.kind,
    statuses: retry.on.kind === 'named' ? retry.on.statuses.join(', ') : '429, 5xx',
    noResponse: retry.on.kind === 'named' ? retry.on.noResponse : true,
    repeatsUnsafe: retry.repeatsUnsafe === true,
    after: after.kind,
    values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, typedOf(value)])),
    flowId: after.kind === 'helper' ? after.flowId : null,
    stops: after.kind === 'helper' && after.stops === true,
    limit: policy?.timeLimitSeconds === undefined ? '' : String(policy.timeLimitSeconds)
  }
}

/** Returns the outputs of a card without the error output that its policy adds. */
export const ownOutputs = (outputs: readonly OutputPort[]): OutputPort[] =>
  outputs.filter(({ id }) => id !== ERROR_OUTPUT)

/** Parses a whole number within limits. Returns `null` if the text is invalid. */
const wholeOf = (text: string, most: number): number | null => {
  const number = Number(text.trim())
  return /^\d+$/.test(text.trim()) && number >= 1 && number <= most ? number : null
}

const statusesOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .filter(each => each !== '')
    .map(each => each.toLowerCase())

const formatLimit = (limit: number): string => new Intl.NumberFormat('en').format(limit)

const delayOf = ({ delay, unit }: PolicyDraft): number | null =>
  wholeOf(delay, policyLimits.delaySeconds / delayUnits[unit])

const statusesErrorOf = ({ statuses, noResponse }: PolicyDraft): string | null => {
  const all = statusesOf(statuses)
  const wrong = all.find(each => !StatusPattern.safeParse(each).success)
  if (wrong !== undefined)
    return `“${wrong}” is not an HTTP status. Enter one such as 404, or a class such as 5xx.`
  if (all.length > policyLimits.statuses)
    return `At most ${policyLimits.statuses} statuses can be entered. Enter a class such as 5xx instead.`
  return all.length === 0 && !noResponse ? 'Enter a status, or turn on “No response”.' : null
}

/** Returns all validation errors of a draft. */
export const validatePolicy = (draft: PolicyDraft, outputs: readonly OutputPort[]): PolicyErrors => {
  const errors: PolicyErrors = { values: {} }
  if (draft.retries) {
    if (wholeOf(draft.times, policyLimits.retries) === null)
      errors.times = `Enter a whole number from 1 to ${policyLimits.retries}.`
    if (delayOf(draft) === null) {
      const most = formatLimit(policyLimits.delaySeconds / delayUnits[draft.unit])
      errors.delay = `Enter a whole number from 1 to ${most}.`
    }
    const statuses = draft.on === 'named' ? statusesErrorOf(draft) : null
    if (statuses !== null) errors.statuses = statuses
  }
  if (draft.limit.trim() !== '' && wholeOf(draft.limit, policyLimits.timeLimitSeconds) === null)
    errors.limit = `Enter a whole number from 1 to ${formatLimit(policyLimits.timeLimitSeconds)}, or leave the field empty for no limit.`
  if (draft.after === 'helper' && draft.flowId === null) errors.flowId = 'Choose a helper flow.'
  if (draft.after === 'continue')
    for (const { id, type } of outputs) {
      const value = coerce(valueFor(draft.values[id] ?? '', type), type)
      if ((draft.values[id] ?? '') !== '' && !value.ok)
        errors.values[id] = `Enter a value of the type ${nameOfType(type)}.`
    }
  return errors
}

/** Returns true if a draft has no validation errors, so it can be applied. */
export const hasNoErrors = ({ values, ...others }: PolicyErrors): boolean =>
  Object.keys(others).length === 0 && Object.keys(values).length === 0

const retryOf = (draft: PolicyDraft): RetryRule => ({
  times: wholeOf(draft.times, policyLimits.retries) ?? defaultRetry.times,
  delaySeconds: (delayOf(draft) ?? 1) * delayUnits[draft.unit],
  ...(draft.doubles && { doubles: true as const }),
  on:
    draft.on === 'named'
      ? { kind: 'named', statuses: statusesOf(draft.statuses), noResponse: draft.noResponse }
      : { kind: draft.on },
  ...(draft.repeatsUnsafe && { repeatsUnsafe: true as const })
})

const afterOf = (draft: PolicyDraft, outputs: readonly OutputPort[]): ErrorPolicy['after'] => {
  switch (draft.after) {
    case 'stop':
      return { kind: 'stop' }
    case 'helper':
      return { kind: 'helper', flowId: draft.flowId, ...(draft.stops && { stops: true as const }) }
    case 'continue': {
      const values = outputs.flatMap(({ id, type }): [FieldId, Json][] => {
        const typed = draft.values[id] ?? ''
        return typed === '' ? [] : [[id, valueFor(typed, type)]]
      })
      return { kind: 'continue', values: Object.fromEntries(values) }
    }
  }
}

/** Returns the policy of a valid draft. `null` stands for the default policy. */
export const policyOf = (draft: PolicyDraft, outputs: readonly OutputPort[]): ErrorPolicy | null => {
  const limit = draft.limit.trim()
  if (!draft.retries && draft.after === 'stop' && limit === '') return null
  return {
    ...(draft.retries && { retry: retryOf(draft) }),
    after: afterOf(draft, outputs),
    ...(limit !== '' && { timeLimitSeconds: Number(limit) })
  }
}
