import { hasEventUrl, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { formatFullTime } from '../../features/history/format-time.ts'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { SigningSecret } from '../../features/switch/event-url.tsx'
import { signatureName } from '../../features/switch/format-registration.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { isActionable } from './registration-actions.tsx'
import { noExpiryOf, ShortEventUrl, Time } from './registration-cells.tsx'

/** Prevents line breaks at the hyphens of a header's name. */
const unbroken = (name: string): string => name.replaceAll('-', '-\u2060')

interface Fact {
  name: string
  value: ReactNode
  /** Widths at which the fact has a column in the list instead; undefined for none. */
  until?: string
}

/** Returns the facts that the list has columns for and the page shows on its rail. */
const columnFacts = (registration: OpenedRegistration, now: Millis): Fact[] => {
  const { subscription, confirmedAt, expiresAt } = registration
  return [
    {
      name: 'Event URL',
      value: <ShortEventUrl subscription={subscription} isNamed={false} />,
      until: 'md:hidden'
    },
    { name: 'Confirmed', value: <Time at={confirmedAt} now={now} />, until: 'lg:hidden' },
    {
      name: 'Expires',
      value: <Time at={expiresAt} now={now} none={noExpiryOf(registration)} />,
      until: 'xl:hidden'
    }
  ]
}

const signatureFact = (
  { subscription }: OpenedRegistration,
  { place, last }: OpenedRegistration['signatures'][number]
): Fact => ({
  name: unbroken(signatureName(place)),
  value:
    last !== null
      ? `Key ${last.key + 1} last matched at ${formatFullTime(last.at)}`
      : subscription.status.is === 'ended'
        ? null
        : 'Not matched yet'
})

/**
 * Facts of a registration, in as many columns as fit. A row of the list and the page of the registration show
 * the same; what has a column in the list or a place on the rail of the page is not repeated there.
 */
export const RegistrationFacts = ({
  registration,
  now,
  place,
  className
}: {
  registration: OpenedRegistration
  now: Millis
  place: 'row' | 'page'
  className?: string
}) => {
  const mayCopySecret = usePerson().role !== 'viewer' && isActionable(registration.subscription)
  const { subscription, entry, probedAt, answersUntil, signatures } = registration
  const time = (at: number | null): string | null => (at === null ? null : formatFullTime(at))
  const startedAt = formatFullTime(subscription.startedAt)
  const changedAt = formatFullTime(subscription.since)
  const facts: Fact[] = [
    ...(place === 'row' ? columnFacts(registration, now) : []),
    { name: 'Started', value: startedAt },
    { name: 'Verified by a request', value: time(probedAt) },
    { name: 'Last change', value: changedAt === startedAt ? null : changedAt },
    { name: 'Accepts events until', value: time(answersUntil) },
    ...signatures.map(signature => signatureFact(registration, signature)),
    {
      name: 'Signing Secret',
      value:
        mayCopySecret && subscription.terms.secretByHand && hasEventUrl(subscription.terms) ? (
          <SigningSecret subscription={subscription} />
        ) : null
    },
    {
      name: 'Closed',
      value:
        entry?.status.is === 'closed' ? `${formatFullTime(entry.status.at)}: ${entry.status.reason}` : null
    }
  ]
  return (
    <dl
      aria-label="Subscription"
      className={cx(
        'm-0 grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-x-8 gap-y-2',
        className
      )}
    >
      {facts
        .filter(({ value }) => value !== null)
        .map(({ name, value, until }) => (
          <div
            key={name}
            className={cx(
              'flex min-w-0 flex-col max-md:min-h-7 max-md:flex-row max-md:items-baseline max-md:gap-3',
              until
            )}
          >
            <dt className="text-small text-ink-3 max-md:w-28 max-md:shrink-0">{name}</dt>
            <dd className="tabular m-0 min-w-0 text-body break-words text-ink">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
