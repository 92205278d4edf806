import { REGISTRATION_FAILED } from '../deliveries/delivery.ts'
import { formatDrift } from '../drift/format-drift.ts'
import { DAY } from '../kernel/millis.ts'
import { isRefusalReason, refusalText } from '../receiving/refusal.ts'
import type { WaitsFor } from '../runs/run.ts'
import type { LastRequest, WhyFacts } from './facts.ts'
import { type CheckResult, isPast, isTaking, type WhyFix } from './why-check.ts'

/** Temporary refusals, after which the service was asked to retry. */
const passing = ['busy', 'network-busy', 'overload', 'key-not-yet']

/** Refusals because a rate, size or load limit was exceeded. */
const limiting = ['busy', 'network-busy', 'overload', 'too-large']

/** Returns the reason why a request was refused, with a fix for future requests. */
const refusalReason = (facts: WhyFacts, { status, verdict, deliveryId }: LastRequest): string | null => {
  const reason = verdict?.reason ?? ''
  if (reason === 'off' && isTaking(facts)) {
    return 'It was sent to an earlier Event URL of this flow, which is no longer in use. Enter the current Event URL at the service.'
  }
  if (deliveryId !== null && verdict !== null && isRefusalReason(reason)) {
    const { sentence, advice } = refusalText(reason, verdict.facts)
    return `${sentence} ${advice}`
  }
  if (deliveryId === null) {
    return `Reason: “${reason.replaceAll('-', ' ')}”. The request was counted but not stored because there were many such requests.`
  }
  return status.is === 'refused' ? `Reason: ${status.why}.` : null
}

const MOST_DRIFT = 3

/** Describes the drifting outputs of the event, and says whom to ask; `null` if there are none. */
const driftText = ({ drift }: WhyFacts): string | null => {
  if (drift.length === 0) return null
  const said = drift.slice(0, MOST_DRIFT).map(formatDrift).join(' ')
  const rest = drift.length - MOST_DRIFT
  const more = rest > 0 ? ` ${rest} more ${rest === 1 ? 'output is' : 'outputs are'} affected.` : ''
  return `${said}${more} Ask the maker of the connector to update the event.`
}

/** Describes what became of the last event's run, for the end of a sentence: “its run is on hold”. */
const whatItDid = ({ run }: WhyFacts, deliveryId: LastRequest['deliveryId']): string => {
  const is = run !== null && run.run.deliveryId === deliveryId ? run.run.status.is : null
  switch (is) {
    case 'queued':
    case 'running':
      return 'its run is in progress'
    case 'waiting':
      return 'its run is waiting'
    case 'on-hold':
      return 'its run is on hold'
    case 'failed':
      return 'its run failed'
    case 'cancelled':
      return 'its run was cancelled'
    case 'succeeded':
    case null:
      return 'the flow ran'
  }
}

/**
 * Returns the noun for what starts the flow: “event”, “call”, “record”, “scheduled start” or “manual start”.
 */
const nounOf = ({ start }: WhyFacts): string => {
  if (start === 'schedule') return 'scheduled start'
  if (start === 'endpoint') return 'call'
  if (start === 'poll') return 'record'
  return start === 'manual' ? 'manual start' : 'event'
}

/** Check of “Why didn't it run?”: Was the last event received and accepted? */
export const checkRequest = (facts: WhyFacts): CheckResult => {
  const { subscription, request } = facts
  const status = subscription?.status.is
  if (request === null) {
    if (facts.start === 'schedule' && isTaking(facts)) {
      return {
        tone: 'ok',
        what: 'The schedule has not started the flow yet.',
        why: 'The flow starts at the next scheduled time.'
      }
    }
    if (facts.start === 'endpoint' && isTaking(facts)) {
      return {
        tone: 'warn',
        what: 'The API endpoint has not been called yet.',
        why: 'Call its URL. The page of the flow shows it with a curl command.'
      }
    }
    if (facts.start === 'poll') return { tone: 'none', what: 'No poll has started the flow yet.' }
    if (facts.start === 'manual') return { tone: 'none', what: 'Nobody has run the flow yet.' }
    return isTaking(facts)
      ? {
          tone: 'warn',
          what: 'The Event URL has not received an event yet.',
          why: 'Trigger an event at the service, or send a test event to check the flow.',
          fixes: status === 'registering' ? [] : [{ do: 'send-test-event' }]
        }
      : { tone: 'none', what: 'No event has been received yet.' }
  }
  const { at, deliveryId } = request
  const noun = nounOf(facts)
  const fixes: WhyFix[] = [
    deliveryId === null ? { do: 'open-deliveries' } : { do: 'open-delivery', deliveryId }
  ]
  const tone = isTaking(facts) && !isPast(facts, at) ? 'err' : 'warn'
  switch (request.status.is) {
    case 'done': {
      const taken = `The last ${noun} was accepted and ${whatItDid(facts, deliveryId)}`
      const why = driftText(facts)
      return why === null
        ? { tone: 'ok', what: `${taken}.`, at, fixes }
        : {
            tone: 'warn',
            what: `${taken}, but the service does not send all declared outputs.`,
            why,
            at,
            fixes
          }
    }
    case 'accepted':
      return status === 'on'
        ? { tone: 'warn', what: `The last ${noun} was accepted and is queued.`, at, fixes }
        : {
            tone: 'ok',
            what: `The last ${noun} was accepted and is stored until the flow runs again.`,
            at,
            fixes
          }
    case 'duplicate': {
      const first: WhyFix = { do: 'open-first-delivery', deliveryId: request.status.of }
      const what = 'The last event was a duplicate, so it did not run the flow again.'
      return {
        tone: 'warn',
        what,
        why: 'The flow ran with the first of the two events.',
        at,
        fixes: [first, ...fixes]
      }
    }
    case 'filtered':
      return {
        tone,
        what: `The last event was filtered out because ${request.status.why}.`,
        why:
          request.status.why === REGISTRATION_FAILED
            ? 'The event arrived during a failed attempt to turn the flow on. Turn the flow on, then send the event again at the service.'
            : 'A rule of the event card filters such events. To run the flow for them, choose other options or ask the maker to change the filter.',
        at,
        fixes
      }
    case 'refused': {
      const passes = passing.includes(request.verdict?.reason ?? '')
      const why = refusalReason(facts, request)
      return { tone: passes ? 'warn' : tone, what: 'The last request was refused.', why, at, fixes }
    }
  }
}

/** Check of “Why didn't it run?”: How did the last run of the flow end? */
export const checkRun = (facts: WhyFacts): CheckResult => {
  if (facts.run === null) return { tone: 'none', what: 'The flow has not run yet.' }
  const { run, card } = facts.run
  const { status, startedAt: at } = run
  const fixes: WhyFix[] = [{ do: 'open-run', runId: run.id }]
  const there = card === null ? '' : ` at the card “${card}”`
  const tone = isPast(facts, at) ? 'warn' : 'err'
  switch (status.is) {
    case 'queued':
    case 'running':
      return { tone: 'ok', what: 'The last run is in progress.', at, fixes }
    case 'waiting':
      return {
        tone: status.waitsFor.is === 'retry' || status.waitsFor.is === 'held' ? 'warn' : 'ok',
        what: 'The last run is waiting and continues automatically.',
        why: sayWaiting(status.waitsFor),
        at,
        fixes
      }
    case 'succeeded':
      return status.stoppedAt === undefined
        ? { tone: 'ok', what: 'The last run succeeded.', at, fixes }
        : {
            tone: 'warn',
            what: `The last run ended early${there}.`,
            why: 'The values did not meet the condition of the card.',
            at,
            fixes
          }
    case 'failed':
      return { tone, what: `The last run failed${there}.`, why: status.fault.message, at, fixes }
    case 'on-hold':
      return {
        tone,
        what: 'The last run is on hold and needs a decision.',
        why: status.why,
        at,
        fixes
      }
    case 'cancelled':
      return {
        tone: 'warn',
        what: 'The last run was cancelled.',
        ...(status.why !== undefined && { why: status.why }),
        at,
        fixes
      }
  }
}

/** Checks for a lack of disk space, and for refusals because of size or rate limits. */
export const checkLimits = ({ hasRoom, now, turnedAway }: WhyFacts): CheckResult => {
  if (!hasRoom) {
    return {
      tone: 'err',
      what: 'The disk of the server is full, so new events are refused.',
      why: 'Free up disk space on the server. Events are accepted again as soon as there is enough.'
    }
  }
  const over = turnedAway.filter(({ reason, lastAt }) => limiting.includes(reason) && lastAt > now - DAY)
  if (over.length === 0) {
    return { tone: 'ok', what: 'The disk has free space, and no limit was reached in the last 24 hours.' }
  }
  return {
    tone: 'warn',
    what: 'Requests were refused in the last 24 hours because they were too large or arrived too fast.',
    why: over.every(({ reason }) => reason === 'network-busy')
      ? 'Ask the admin to raise the limit for requests from one network, or set the service to send fewer requests.'
      : 'Raise the limits on the event card, or set the service to send fewer or smaller requests.',
    at: Math.max(...over.map(({ lastAt }) => lastAt)),
    fixes: [{ do: 'open-deliveries' }]
  }
}

/** Formats the reason why a run waits, without the time: “The card “Delay” is waiting.” */
const sayWaiting = (waitsFor: WaitsFor): string => {
  switch (waitsFor.is) {
    case 'time':
      return `The card “${waitsFor.card}” is waiting.`
    case 'retry':
      return `The card “${waitsFor.card}” was tried ${waitsFor.tried} of ${waitsFor.of} times because ${waitsFor.cause}.`
    case 'held':
      return waitsFor.cause
    case 'asked':
      return 'The run was continued manually.'
  }
}
