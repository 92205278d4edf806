import { DAY } from '../kernel/millis.ts'
import type { Subscription } from '../subscriptions/attempt.ts'
import { openGapOf } from '../subscriptions/renewal.ts'
import type { EndedHow } from '../subscriptions/status.ts'
import type { WhyFacts } from './facts.ts'
import { type CheckResult, isTaking, type WhyFix } from './why-check.ts'

const turnOnFixes = ({ blockers }: WhyFacts): WhyFix[] =>
  blockers.length > 0 ? [{ do: 'open-flow' }] : [{ do: 'turn-on' }]

const openRegistration = ({ id }: Subscription): WhyFix => ({ do: 'open-registration', subscriptionId: id })

/** Checks that there is an Event URL at which events can arrive. */
export const checkEventUrl = (facts: WhyFacts): CheckResult => {
  const { subscription, isElsewhere } = facts
  if (subscription === null) {
    return {
      tone: 'err',
      what: 'The flow was never turned on, so it has no Event URL and nothing can arrive.',
      why: 'Turning it on mints one and tells the service of it.',
      fixes: turnOnFixes(facts)
    }
  }
  const tail = `…${subscription.tokenTail}`
  const at = subscription.startedAt
  if (!isTaking(facts)) {
    return { tone: 'none', what: `The last Event URL (${tail}) answers nothing any more.`, at }
  }
  if (isElsewhere) {
    return {
      tone: 'warn',
      what: `The Event URL (${tail}) was told to the service under a former address of this server.`,
      why: 'What the service sends there arrives only while that address still leads here; registering the flow anew tells the new one.',
      at,
      fixes: [{ do: 're-register' }]
    }
  }
  return { tone: 'ok', what: `An Event URL (${tail}) was minted, and answers.`, at }
}

const failures: Partial<Record<EndedHow, string>> = {
  refused: 'The registration failed.',
  'timed-out': 'The registration did not finish in time.',
  uncertain: 'It is not known whether the registration came about.'
}

/** Checks an existing registration; null when nothing is wrong with it. */
const findTrouble = (facts: WhyFacts, subscription: Subscription): CheckResult | null => {
  const { now, lifetime, successor, attempt, request } = facts
  const fixes = [openRegistration(subscription)]
  const expiresAt = lifetime?.expiresAt ?? null
  const gap = openGapOf(lifetime?.gaps ?? [])
  const renew: WhyFix[] = [{ do: expiresAt === null ? 're-register' : 'renew' }, ...fixes]
  if (expiresAt !== null && expiresAt <= now) {
    const why = gap?.why ?? attempt?.fault?.message ?? null
    return { tone: 'err', what: 'The service has ended the subscription.', why, at: expiresAt, fixes: renew }
  }
  if (gap !== null) {
    return {
      tone: 'err',
      what: 'Events may be missed at this moment.',
      why: gap.why,
      at: gap.from,
      fixes: renew
    }
  }
  if (lifetime !== null && lifetime.renewTries > 0) {
    return {
      tone: 'warn',
      what: 'The subscription could not be renewed so far; that is tried again by itself.',
      why: attempt?.fault?.message ?? null,
      at: attempt?.startedAt ?? null,
      fixes: renew
    }
  }
  if (successor?.status.is === 'ended') {
    return {
      tone: 'warn',
      what: 'Registering the flow anew came to nothing; it is on as it was before.',
      why: successor.fault?.message ?? null,
      at: successor.since,
      fixes: [{ do: 're-register' }, openRegistration(successor)]
    }
  }
  if (subscription.terms.registration === null && request === null) {
    return {
      tone: 'warn',
      what: 'The event registers nothing by itself, so the service has to be given the Event URL by hand.',
      why: 'Copy the Event URL, and enter it at the service.',
      fixes
    }
  }
  const missed = lifetime?.gaps.at(-1)
  return missed?.to != null && missed.to > now - DAY
    ? {
        tone: 'warn',
        what: 'Events may have been missed for a while.',
        why: missed.why,
        at: missed.to,
        fixes
      }
    : null
}

/** Checks that the service knows the Event URL. */
export const checkRegistration = (facts: WhyFacts): CheckResult => {
  const { subscription, openCleanup, lifetime } = facts
  if (subscription === null) return { tone: 'none', what: 'Nothing is registered at the service yet.' }
  const fixes = [openRegistration(subscription)]
  const { status, fault, since: at } = subscription
  const left: CheckResult = {
    tone: 'warn',
    what: 'Something may be left at the service of what was registered before.',
    why: 'It is taken back again by itself where that is possible; look at what is left, and remove it there if need be.',
    at,
    fixes
  }
  switch (status.is) {
    case 'registering':
      return {
        tone: 'warn',
        what: 'The flow is being registered at the service at this moment.',
        why: 'Events that come meanwhile are kept, and run once it is on.',
        at,
        fixes
      }
    case 'ended': {
      const what = failures[status.how]
      if (what !== undefined) {
        const why = fault?.message ?? null
        return { tone: 'err', what, why, at, fixes: [...fixes, ...turnOnFixes(facts)] }
      }
      return openCleanup > 0
        ? left
        : { tone: 'none', what: 'Nothing is registered, since the flow is off.', at }
    }
    case 'deregistering':
      return {
        tone: 'none',
        what: 'The registration is being taken back, since the flow was turned off.',
        at
      }
    case 'on':
    case 'paused': {
      const trouble = findTrouble(facts, subscription)
      if (trouble !== null) return trouble
      if (openCleanup > 0) return left
      const ends =
        lifetime?.expiresAt == null
          ? 'The service does not end that by itself.'
          : 'It is renewed by itself before the service ends it.'
      return { tone: 'ok', what: 'The flow is registered at the service.', why: ends, at, fixes }
    }
  }
}

/** Checks that deliveries are run. */
export const checkState = (facts: WhyFacts): CheckResult => {
  const { subscription, blockers, pending } = facts
  const at = subscription?.since ?? null
  switch (subscription?.status.is) {
    case 'on':
      return pending === 'none' || pending === 'off'
        ? { tone: 'ok', what: 'The flow is on.', at }
        : {
            tone: 'warn',
            what: 'The flow is on, but what was drawn last is not what runs.',
            why: 'Apply the changes on its canvas.',
            at,
            fixes: [{ do: 'open-flow' }]
          }
    case 'registering':
      return { tone: 'warn', what: 'The flow is turning on.', why: 'That takes a minute at most.', at }
    case 'paused':
      return {
        tone: 'err',
        what: 'The flow is paused: what arrives is kept, and not run.',
        why: 'Once it goes on, what was kept is run in the order in which it came.',
        at,
        fixes: [{ do: 'resume' }]
      }
    case 'deregistering':
      return { tone: 'err', what: 'The flow is turning off, so nothing arrives any more.', at }
    case 'ended':
    case undefined:
      return {
        tone: 'err',
        what: 'The flow is off.',
        why:
          blockers.length > 0
            ? `It cannot be turned on yet: ${blockers.join(' ')}`
            : 'Turn it on to have what arrives run it.',
        at,
        fixes: turnOnFixes(facts)
      }
  }
}
