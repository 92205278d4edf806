import { isEnteredByHand } from '../connectors/built-in.ts'
import { DAY } from '../kernel/millis.ts'
import type { Subscription } from '../subscriptions/attempt.ts'
import { formatHold } from '../subscriptions/hold.ts'
import { openGapOf } from '../subscriptions/renewal.ts'
import type { SubscriptionEndReason } from '../subscriptions/status.ts'
import type { WhyFacts } from './facts.ts'
import { type CheckResult, isTaking, type WhyFix } from './why-check.ts'

const turnOnFixes = ({ blockers }: WhyFacts): WhyFix[] =>
  blockers.length > 0 ? [{ do: 'open-flow' }] : [{ do: 'turn-on' }]

const openRegistration = ({ id }: Subscription): WhyFix => ({ do: 'open-registration', subscriptionId: id })

/** Checks that the flow has an Event URL that accepts events. */
export const checkEventUrl = (facts: WhyFacts): CheckResult => {
  const { subscription, isElsewhere } = facts
  if (subscription === null) {
    if (facts.start !== 'event') {
      return {
        tone: 'err',
        what: 'The flow was never turned on, so nothing starts it.',
        why: 'Turn it on to start it.',
        fixes: turnOnFixes(facts)
      }
    }
    return {
      tone: 'err',
      what: 'The flow was never turned on, so it has no Event URL and cannot receive events.',
      why: 'Turn it on to create an Event URL and register it at the service.',
      fixes: turnOnFixes(facts)
    }
  }
  const tail = `…${subscription.tokenTail}`
  const at = subscription.startedAt
  if (!isTaking(facts)) {
    return { tone: 'none', what: `The last Event URL (${tail}) no longer accepts requests (410 Gone).`, at }
  }
  if (isElsewhere) {
    return {
      tone: 'warn',
      what: `The Event URL (${tail}) was registered under a former address of this server.`,
      why: 'Events arrive only as long as that address leads to this server. Register the flow again to use the new address.',
      at,
      fixes: [{ do: 're-register' }]
    }
  }
  return { tone: 'ok', what: `The Event URL (${tail}) accepts events.`, at }
}

const failures: Partial<Record<SubscriptionEndReason, string>> = {
  refused: 'The registration failed.',
  'timed-out': 'The registration did not finish in time.',
  uncertain: 'The result of the registration is unknown.'
}

/** Returns true if the newest request reached the current Event URL, not an earlier one. */
const hasArrived = ({ request }: WhyFacts, { startedAt }: Subscription): boolean =>
  request !== null && request.at >= startedAt && request.verdict?.reason !== 'off'

/** Looks for a problem with an existing registration. Returns null if there is none. */
const findTrouble = (facts: WhyFacts, subscription: Subscription): CheckResult | null => {
  const { now, lifetime, successor, attempt } = facts
  const fixes = [openRegistration(subscription)]
  const expiresAt = lifetime?.expiresAt ?? null
  const gap = openGapOf(lifetime?.gaps ?? [])
  const renew: WhyFix[] = [{ do: expiresAt === null ? 're-register' : 'renew' }, ...fixes]
  if (expiresAt !== null && expiresAt <= now) {
    const why = gap?.why ?? attempt?.fault?.message ?? null
    return {
      tone: 'err',
      what: 'The subscription at the service has expired.',
      why,
      at: expiresAt,
      fixes: renew
    }
  }
  if (gap !== null) {
    return {
      tone: 'err',
      what: 'Events may currently be missed.',
      why: gap.why,
      at: gap.from,
      fixes: renew
    }
  }
  if (lifetime !== null && lifetime.renewTries > 0) {
    return {
      tone: 'warn',
      what: 'The subscription could not be renewed yet. The renewal is retried automatically.',
      why: attempt?.fault?.message ?? null,
      at: attempt?.startedAt ?? null,
      fixes: renew
    }
  }
  if (successor?.status.is === 'ended') {
    return {
      tone: 'warn',
      what: 'The flow could not be registered again. It stays on with its previous registration.',
      why: successor.fault?.message ?? null,
      at: successor.since,
      fixes: [{ do: 're-register' }, openRegistration(successor)]
    }
  }
  if (isEnteredByHand(subscription.terms) && !hasArrived(facts, subscription)) {
    return {
      tone: 'warn',
      what: 'The event has no registration flow, so the Event URL must be entered at the service manually.',
      why: 'Copy the Event URL and enter it at the service.',
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

/** Checks that the Event URL is registered at the service. */
export const checkRegistration = (facts: WhyFacts): CheckResult => {
  const { subscription, openCleanup, lifetime } = facts
  if (subscription === null) return { tone: 'none', what: 'Nothing is registered at the service yet.' }
  const fixes = [openRegistration(subscription)]
  const { status, fault, since: at } = subscription
  const left: CheckResult = {
    tone: 'warn',
    what: 'An earlier registration may still exist at the service.',
    why: 'Hookwright removes it automatically if possible. Check the registration, and remove it at the service if needed.',
    at,
    fixes
  }
  switch (status.is) {
    case 'registering':
      return {
        tone: 'warn',
        what: 'The flow is being registered at the service.',
        why: 'Events received in the meantime are stored and run once the flow is on.',
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
        : { tone: 'none', what: 'Nothing is registered because the flow is off.', at }
    }
    case 'deregistering':
      return {
        tone: 'none',
        what: 'The flow is being deregistered because it was turned off.',
        at
      }
    case 'on':
    case 'paused': {
      const trouble = findTrouble(facts, subscription)
      if (trouble !== null) return trouble
      if (openCleanup > 0) return left
      if (isEnteredByHand(subscription.terms)) {
        return {
          tone: 'ok',
          what: 'The Event URL was entered at the service manually, and it receives requests.',
          at,
          fixes
        }
      }
      const ends =
        lifetime?.expiresAt == null
          ? 'The registration does not expire.'
          : 'It is renewed automatically before it expires.'
      return { tone: 'ok', what: 'The flow is registered at the service.', why: ends, at, fixes }
    }
  }
}

/** Checks that the flow runs accepted deliveries. */
export const checkState = (facts: WhyFacts): CheckResult => {
  const { subscription, blockers, pending } = facts
  const at = subscription?.since ?? null
  switch (subscription?.status.is) {
    case 'on':
      return pending === 'none' || pending === 'off'
        ? { tone: 'ok', what: 'The flow is on.', at }
        : {
            tone: 'warn',
            what: 'The flow is on, but its latest changes are not applied.',
            why: 'Apply the changes on the canvas.',
            at,
            fixes: [{ do: 'open-flow' }]
          }
    case 'registering':
      return { tone: 'warn', what: 'The flow is turning on.', why: 'This takes at most a minute.', at }
    case 'paused':
      if (subscription?.hold) {
        return {
          tone: 'err',
          what: 'The flow is on hold: events are stored but start no runs.',
          why: formatHold(subscription.hold),
          at,
          fixes: [{ do: 'open-flow' }]
        }
      }
      return {
        tone: 'err',
        what: 'The flow is paused: events are stored but start no runs.',
        why: 'When it is resumed, stored events run in the order in which they arrived.',
        at,
        fixes: [{ do: 'resume' }]
      }
    case 'deregistering':
      return { tone: 'err', what: 'The flow is turning off, so it no longer accepts events.', at }
    case 'ended':
    case undefined:
      return {
        tone: 'err',
        what: 'The flow is off.',
        why:
          blockers.length > 0
            ? `It cannot be turned on yet: ${blockers.join(' ')}`
            : 'Turn the flow on so that events start runs.',
        at,
        fixes: turnOnFixes(facts)
      }
  }
}
