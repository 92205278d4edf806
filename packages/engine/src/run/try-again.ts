import {
  type FailedTry,
  type Fault,
  type Millis,
  type RetryCondition,
  type RetryRule,
  SECOND,
  type Step
} from '@hookwright/model'
import type { RetryReason } from '../card/card-context.ts'
import type { HttpRequest, HttpResponse } from '../card/card-effects.ts'
import type { BegunRun } from '../card/journal.ts'
import type { Progress } from './progress.ts'
import { MAX_ATTEMPTS, parseRetryAfter, retryDelayAfter, retryDelayByRule } from './retry.ts'
import { isWokenAt, suspend } from './suspend.ts'

/** Last request of an effect with its response and retry policy, and the runs that the effect started. */
export interface Exchange {
  request: HttpRequest | null
  again: RetryReason
  response: HttpResponse | null
  /** Runs started by the effect. */
  begun: BegunRun[]
}

/** Exchange of a card that sent nothing. */
export const nothingSent: Exchange = Object.freeze({
  request: null,
  again: 'never',
  response: null,
  begun: []
})

/** Step whose effect may fail. Includes the name of its card and the requests that the effect has sent. */
export interface EffectStep {
  step: Step
  name: string
  exchange: Exchange
}

/**
 * Maximum random addition when runs resume after being blocked until the same time, in milliseconds. It
 * spreads their requests.
 */
export const MOST_HELD: Millis = 5 * SECOND

/** Maximum number of failed attempts stored per step. */
const MOST_KEPT = 20

/**
 * Suspends the run if the failed effect should be retried. Puts the run on hold when its attempts are used
 * up.
 */
export const throwIfTriedAgain = (
  run: Progress,
  { step, name, exchange }: EffectStep,
  fault: Fault
): void => {
  const { patience, journal, fx } = run.world
  const rule = run.guard?.retry ?? null
  // A card around it that catches errors says what is to be done: it is not kept waiting for a day.
  if (patience === undefined || (run.guard !== null && rule === null)) return
  const { path: at } = step
  const now = fx.clock()
  const known = journal.waitAt(at)
  const { until, why } = fault.details
  if (fault.code === 'http.held' && typeof until === 'number') {
    const spread = until + Math.floor(fx.random() * MOST_HELD)
    const wait = { until: spread, tries: known?.tries ?? [], used: known?.used ?? 0 }
    // It stands in lists, so it does not quote the address, which may hold values of the event.
    const cause = `The request of “${name}” was not sent because ${String(why)}.`
    throw suspend(run, { at, wait, waitsFor: { is: 'held', card: name, cause } })
  }
  const isTriedAgain = rule === null ? isWorthAnotherTry(fault, exchange) : isRetriedBy(rule, fault, exchange)
  if (!isTriedAgain) {
    if (known !== undefined && known.tries.length > 0) step.tries = known.tries
    return
  }
  const tries = [...(known?.tries ?? []), triedOf(fault, now)].slice(-MOST_KEPT)
  step.tries = tries
  const isAnew = patience.woken?.anew === true && isWokenAt(run, at)
  const used = (isAnew ? 0 : (known?.used ?? 0)) + 1
  const asked = parseRetryAfter(exchange.response?.headers['retry-after'], now)
  const rest =
    rule === null
      ? retryDelayAfter(used, fx.random(), asked)
      : retryDelayByRule(rule, used, fx.random(), asked)
  // The card whose policy it is says what follows.
  if (rest === null && rule !== null) return
  if (rest === null) {
    run.over = true
    run.suspended = {
      status: {
        is: 'on-hold',
        at,
        // It stands in lists and alerts, so it quotes nothing that the service said: the tries of the step do.
        why: `“${name}” failed ${MAX_ATTEMPTS} times; the last time ${causeOf(fault)}.`
      },
      at,
      wait: { until: now, tries, used }
    }
    throw fault
  }
  const wait = { until: now + rest, tries, used }
  const waitsFor = {
    is: 'retry' as const,
    card: name,
    tried: used,
    of: rule === null ? MAX_ATTEMPTS : rule.times + 1,
    cause: causeOf(fault),
    byService: asked !== null
  }
  throw suspend(run, { at, wait, waitsFor })
}

const statusOf = ({ code, details }: Fault): number | null =>
  code === 'http.status' ? Number(details.status) : null

/** Returns the cause of a failure, for the middle of a sentence: “the service took too long”. */
const causeOf = (fault: Fault): string => {
  const status = statusOf(fault)
  if (status !== null) return `the service answered ${status}`
  switch (fault.code) {
    case 'http.timed-out':
    case 'card.timed-out':
      return 'the service took too long'
    case 'http.no-answer':
      return 'the service gave no answer'
    default:
      return 'its request failed'
  }
}

const triedOf = (fault: Fault, at: Millis): FailedTry => ({
  at,
  status: statusOf(fault),
  message: fault.message
})

/** Returns true if a retry may succeed and does not execute the effect twice. */
const isWorthAnotherTry = (fault: Fault, exchange: Exchange): boolean =>
  exchange.request !== null && mayPass(fault) && maySendAgain(fault, exchange)

/** Returns true if a retry cannot repeat the effect, or the card allows repetition. */
const maySendAgain = (fault: Fault, { request, again, response }: Exchange): boolean => {
  if (again === 'never') return false
  if (again === 'always' || request === null || !['POST', 'PATCH'].includes(request.method)) return true
  const status = statusOf(fault)
  if (status === null) return fault.details.sent === 'no'
  // Answers by which a service says that it did not take the request up.
  const isRefusal = status === 503 && response?.headers['retry-after'] !== undefined
  return status === 425 || status === 429 || isRefusal
}

const isWithoutResponse = ({ code }: Fault): boolean =>
  code === 'http.no-answer' || code === 'http.timed-out' || code === 'card.timed-out'

/** Returns true for faults that may be temporary: the service is busy or unreachable. */
const mayPass = (fault: Fault): boolean => {
  const status = statusOf(fault)
  if (status !== null) return status >= 500 || [408, 425, 429].includes(status)
  return isWithoutResponse(fault)
}

/** Returns true if a retry condition includes this fault. */
const isNamedBy = (on: RetryCondition, fault: Fault): boolean => {
  switch (on.kind) {
    case 'temporary':
      return mayPass(fault)
    case 'any':
      return true
    case 'named': {
      const status = statusOf(fault)
      if (status === null) return on.noResponse && isWithoutResponse(fault)
      return on.statuses.some(each => each === String(status) || each === `${Math.floor(status / 100)}xx`)
    }
  }
}

const isRetriedBy = (rule: RetryRule, fault: Fault, exchange: Exchange): boolean =>
  exchange.request !== null &&
  isNamedBy(rule.on, fault) &&
  (rule.repeatsUnsafe === true || maySendAgain(fault, exchange))
