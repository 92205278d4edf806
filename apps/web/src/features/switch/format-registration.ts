import {
  type AttemptKind,
  type AttemptOutcome,
  formatHold,
  isEnteredByHand,
  openGapOf,
  type SignaturePlace
} from '@hookwright/model'
import type { Tone } from '@hookwright/ui'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import type { ListedRegistration, OpenedRegistration } from './api-types.ts'
import { formatGap } from './format-lifetime.ts'

/** Badge text for the status of a subscription at its service. */
export interface StatusText {
  word: string
  tone: Tone
  /** Additional sentence; null for none. */
  more: string | null
}

/** Returns true when the service may still have a resource that a retry or a person has to remove. */
export const isLeftover = ({ subscription, entry }: ListedRegistration): boolean =>
  entry?.status.is === 'open' ||
  (subscription.status.is === 'ended' && subscription.status.how === 'uncertain' && entry === null)

/**
 * Returns true while events may be missed.
 * The service has then ended or lost the subscription.
 */
export const isLapsed = ({ lifetime }: ListedRegistration): boolean =>
  openGapOf(lifetime?.gaps ?? []) !== null

/** Describes a failed renewal or missed events of an active subscription; null without such a problem. */
const sayLife = ({ lifetime }: ListedRegistration): Pick<StatusText, 'tone' | 'more'> | null => {
  if (lifetime === null) return null
  const gap = openGapOf(lifetime.gaps)
  if (gap !== null) return { tone: 'err', more: formatGap(gap) }
  const { expiresAt, renewAt, renewTries } = lifetime
  if (renewTries === 0 || expiresAt === null || renewAt === null) return null
  const again = `Renewal failed and is retried at ${minuteTime(renewAt)}.`
  return {
    tone: 'warn',
    more: `${again} The registration expires at the service at ${minuteTime(expiresAt)}.`
  }
}

/** Returns true while an attempt for the registration is running. */
export const isTrying = ({ attempts }: OpenedRegistration): boolean =>
  attempts.at(-1)?.attempt.outcome === 'running'

/** Describes the retries of an open cleanup entry: “Retried 2 times. There are no more automatic retries.” */
export const formatNextTry = ({ entry, mayRetry }: ListedRegistration): string => {
  if (entry === null || entry.status.is === 'closed') return ''
  const tried = `Retried ${formatCount(entry.tries, 'time')}.`
  const before = entry.tries === 0 ? '' : `${tried} `
  if (entry.nextAt !== null) return `${before}The next retry is at ${minuteTime(entry.nextAt)}.`
  if (mayRetry) return `${before}There are no more automatic retries.`
  return `${before}The data needed for the deregistration is missing. Remove the registration at the service manually.`
}

/** Badge words for a registration whose flow is on or paused. */
const standingWords = { on: 'registered', paused: 'paused' } as const

/** Describes the status of a registration for its badge: “registered”, “to clean up”. */
export const formatRegistrationStatus = (registration: ListedRegistration): StatusText => {
  const { subscription, entry, answersUntil } = registration
  if (entry?.status.is === 'open')
    return { word: 'to clean up', tone: 'warn', more: formatNextTry(registration) }
  switch (subscription.status.is) {
    case 'registering':
      return {
        word: 'registering',
        tone: 'busy',
        more: subscription.wanted ? null : 'This registration will replace the active one.'
      }
    case 'on':
    case 'paused': {
      const { is } = subscription.status
      if (!subscription.wanted) {
        const until = answersUntil === null ? '' : ` until ${minuteTime(answersUntil)}`
        return {
          word: 'replaced',
          tone: 'info',
          more: `This registration still accepts events alongside its replacement${until}.`
        }
      }
      const life = sayLife(registration)
      if (life !== null) return { word: isLapsed(registration) ? 'expired' : standingWords[is], ...life }
      if (subscription.hold !== null && is === 'paused') {
        return { word: 'on hold', tone: 'warn', more: formatHold(subscription.hold) }
      }
      if (is === 'on' && isEnteredByHand(subscription.terms))
        return {
          word: 'manual',
          tone: 'neutral',
          more: 'Hookwright registers nothing: the Event URL is entered at the service manually.'
        }
      return is === 'on'
        ? { word: standingWords.on, tone: 'ok', more: null }
        : {
            word: standingWords.paused,
            tone: 'warn',
            more: 'Events are stored, and run when the flow resumes.'
          }
    }
    case 'deregistering':
      return { word: 'deregistering', tone: 'busy', more: null }
    case 'ended':
      return subscription.status.how === 'uncertain'
        ? {
            word: 'uncertain',
            tone: entry === null ? 'warn' : 'neutral',
            more:
              entry === null
                ? 'The registration may exist at the service. If you find it there, remove it.'
                : null
          }
        : { word: subscription.status.how.replace('-', ' '), tone: 'neutral', more: null }
  }
}

/**
 * Counts registrations, manually entered Event URLs and resources left at services: “3 registered · 1 by hand
 * · 2 possibly left”.
 */
export const formatRegistrationCount = (
  registered: readonly Pick<ListedRegistration, 'subscription'>[],
  { left, hasMore }: { left: number; hasMore: boolean }
): string => {
  const byHand = registered.filter(({ subscription }) => isEnteredByHand(subscription.terms)).length
  const real = registered.length - byHand
  return [
    ...(real > 0 || byHand === 0 || hasMore ? [`${formatNumber(real)}${hasMore ? '+' : ''} registered`] : []),
    ...(byHand > 0 ? [`${formatNumber(byHand)} manual`] : []),
    ...(left > 0 ? [`${formatNumber(left)} possibly left`] : [])
  ].join(' · ')
}

/**
 * Returns the display name of a signature scheme, by the place of the signature: “Signature in
 * X-Hub-Signature”.
 */
export const signatureName = ({ from, name }: { from: SignaturePlace['from']; name: string }): string => {
  switch (from) {
    case 'header':
      return `Signature in ${name}`
    case 'query':
      return `Signature in the parameter ${name}`
    case 'form':
      return `Signature in the form field ${name}`
    case 'body':
      return 'Signature of the token in the body'
    case 'json':
      return `Signature in ${name} of the body`
    case 'xml':
      return `Signature in the element ${name}`
  }
}

/** Names of the kinds of attempts. */
export const attemptKindLabels: Record<AttemptKind, string> = {
  registration: 'Registration',
  deregistration: 'Deregistration',
  compensation: 'Removal of a late registration',
  renewal: 'Renewal',
  reconciliation: 'Comparison with the service',
  probe: 'Test event',
  cleanup: 'Cleanup',
  adoption: 'Adoption of a listed registration',
  removal: 'Removal of a leftover registration'
}

/** Label and color of the results of registration attempts. */
export const outcomeStyles: Record<AttemptOutcome, { word: string; tone: Tone }> = {
  running: { word: 'running', tone: 'busy' },
  succeeded: { word: 'succeeded', tone: 'ok' },
  failed: { word: 'failed', tone: 'err' },
  'timed-out': { word: 'timed out', tone: 'err' },
  cancelled: { word: 'cancelled', tone: 'neutral' },
  uncertain: { word: 'uncertain', tone: 'warn' }
}
