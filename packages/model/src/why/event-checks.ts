import { REGISTRATION_FAILED } from '../deliveries/delivery.ts'
import { sayDrift } from '../drift/say-drift.ts'
import { DAY } from '../kernel/millis.ts'
import { isRefusalReason, refusalText } from '../receiving/refusal.ts'
import { sayWaiting } from '../runs/say-waiting.ts'
import type { LastRequest, WhyFacts } from './facts.ts'
import { type CheckResult, isPast, isTaking, type WhyFix } from './why-check.ts'

/** Refusals that pass by themselves: the service was told to try again. */
const passing = ['busy', 'network-busy', 'overload', 'key-not-yet']

/** Refusals for more than there is room for. */
const limiting = ['busy', 'network-busy', 'overload', 'too-large']

/** Why a request was refused, and what would let the next one in. */
const refusalReason = (facts: WhyFacts, { status, verdict, deliveryId }: LastRequest): string | null => {
  const reason = verdict?.reason ?? ''
  if (reason === 'off' && isTaking(facts)) {
    return 'It came to an earlier Event URL of this flow, which answers nothing any more; have the service send to the present one.'
  }
  if (deliveryId !== null && verdict !== null && isRefusalReason(reason)) {
    const { sentence, advice } = refusalText(reason, verdict.facts)
    return `${sentence} ${advice}`
  }
  if (deliveryId === null) {
    return `It was turned away for “${reason.replaceAll('-', ' ')}”, and only counted, since there were many such requests.`
  }
  return status.is === 'refused' ? `That was since ${status.why}.` : null
}

const MOST_DRIFT = 3

/** Formats the outputs of the event that no longer get values; null where all do. */
const driftText = ({ drift }: WhyFacts): string | null => {
  if (drift.length === 0) return null
  const said = drift.slice(0, MOST_DRIFT).map(sayDrift).join(' ')
  const more = drift.length > MOST_DRIFT ? ` So it is with ${drift.length - MOST_DRIFT} more.` : ''
  return `${said}${more} Have the maker of its connector bring the event up to what the service sends.`
}

/** Formats the effect of the last event so far, as the end of a sentence. */
const whatItDid = ({ run }: WhyFacts, deliveryId: LastRequest['deliveryId']): string => {
  const is = run !== null && run.run.deliveryId === deliveryId ? run.run.status.is : null
  switch (is) {
    case 'queued':
    case 'running':
      return 'its run is under way'
    case 'waiting':
      return 'its run waits'
    case 'on-hold':
      return 'its run is on hold'
    case 'succeeded':
    case 'failed':
    case 'cancelled':
    case null:
      return 'ran the flow'
  }
}

/** Checks the last event of the flow. */
export const checkRequest = (facts: WhyFacts): CheckResult => {
  const { subscription, request } = facts
  const status = subscription?.status.is
  if (request === null) {
    return isTaking(facts)
      ? {
          tone: 'warn',
          what: 'No event has come to the Event URL yet.',
          why: 'Have the service send one; or send a test event, to see whether the flow would run.',
          fixes: status === 'registering' ? [] : [{ do: 'send-test-event' }]
        }
      : { tone: 'none', what: 'No event has come yet.' }
  }
  const { at, deliveryId } = request
  const fixes: WhyFix[] = [
    deliveryId === null ? { do: 'open-deliveries' } : { do: 'open-delivery', deliveryId }
  ]
  const tone = isTaking(facts) && !isPast(facts, at) ? 'err' : 'warn'
  switch (request.status.is) {
    case 'done': {
      const taken = `The last event was taken, and ${whatItDid(facts, deliveryId)}`
      const why = driftText(facts)
      return why === null
        ? { tone: 'ok', what: `${taken}.`, at, fixes }
        : {
            tone: 'warn',
            what: `${taken}; but the service does not send all that the event declares.`,
            why,
            at,
            fixes
          }
    }
    case 'accepted':
      return status === 'on'
        ? { tone: 'warn', what: 'The last event was accepted, and waits for its turn to run.', at, fixes }
        : {
            tone: 'ok',
            what: 'The last event was accepted, and is kept until the flow runs again.',
            at,
            fixes
          }
    case 'duplicate': {
      const first: WhyFix = { do: 'open-first-delivery', deliveryId: request.status.of }
      const what = 'The last event had come before, so it did not run the flow once more.'
      return {
        tone: 'warn',
        what,
        why: 'What ran the flow is the first of the two.',
        at,
        fixes: [first, ...fixes]
      }
    }
    case 'filtered':
      return {
        tone,
        what: `The last event was left out, since ${request.status.why}.`,
        why:
          request.status.why === REGISTRATION_FAILED
            ? 'It came while the flow was turned on in vain; once it is on, have the service send the event again.'
            : 'That is what the rules of the event’s card say; choose other options, or have its maker change the filter, if such events should run the flow.',
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

/** Checks the last run of the flow. */
export const checkRun = (facts: WhyFacts): CheckResult => {
  if (facts.run === null) return { tone: 'none', what: 'Nothing has run yet.' }
  const { run, card } = facts.run
  const { status, startedAt: at } = run
  const fixes: WhyFix[] = [{ do: 'open-run', runId: run.id }]
  const there = card === null ? '' : ` at the card “${card}”`
  const tone = isPast(facts, at) ? 'warn' : 'err'
  switch (status.is) {
    case 'queued':
    case 'running':
      return { tone: 'ok', what: 'The last run is under way.', at, fixes }
    case 'waiting':
      return {
        tone: status.waitsFor.is === 'retry' || status.waitsFor.is === 'held' ? 'warn' : 'ok',
        what: 'The last run waits, and goes on by itself.',
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
            why: 'What came did not meet its condition.',
            at,
            fixes
          }
    case 'failed':
      return { tone, what: `The last run failed${there}.`, why: status.fault.message, at, fixes }
    case 'on-hold':
      return {
        tone,
        what: 'The last run was put on hold, and does not go on by itself.',
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

/** Checks the limits: room on the disk, and refusals for size or rate. */
export const checkLimits = ({ hasRoom, now, turnedAway }: WhyFacts): CheckResult => {
  if (!hasRoom) {
    return {
      tone: 'err',
      what: 'The disk of the server is full, so new events are refused.',
      why: 'Make room there: events are taken again as soon as there is some.'
    }
  }
  const over = turnedAway.filter(({ reason, lastAt }) => limiting.includes(reason) && lastAt > now - DAY)
  if (over.length === 0) {
    return { tone: 'ok', what: 'There is room on the disk, and no limit was reached in the last day.' }
  }
  return {
    tone: 'warn',
    what: 'Requests were turned away in the last day, since they were too large or too many at once.',
    why: over.every(({ reason }) => reason === 'network-busy')
      ? 'Have whoever runs this server raise what one network may send, or have the service send less.'
      : 'Raise the limits of the event’s card, or have the service send less.',
    at: Math.max(...over.map(({ lastAt }) => lastAt)),
    fixes: [{ do: 'open-deliveries' }]
  }
}
