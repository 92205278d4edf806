import { hasEventUrl, type Millis, type Subscription } from '@hookwright/model'
import { useQueryClient } from '@tanstack/react-query'
import type { ListedRegistration } from '../../features/switch/api-types.ts'
import { CopyFetched } from '../../features/switch/copy-fetched.tsx'
import { isLeftover } from '../../features/switch/format-registration.ts'
import { isOn } from '../../features/switch/is-on.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { dayTime, minuteTime } from '../../kit/page/clock-time.ts'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { usePerson } from '../../kit/page/use-person.ts'

/** Relative time of a registration, with the exact time as a tooltip. */
export const Time = ({
  at,
  now,
  none = '—',
  label
}: {
  at: Millis | null
  now: Millis
  none?: string
  /** Name for screen readers; undefined if the name is visible. */
  label?: string
}) => (
  <>
    {label !== undefined && <span className="sr-only">{label}: </span>}
    {at === null ? (
      <span className="text-ink-3">{none}</span>
    ) : (
      <time dateTime={new Date(at).toISOString()} title={minuteTime(at)}>
        {at > now ? dayTime(at) : formatAgo(at, now)}
      </time>
    )}
  </>
)

/** Shortened Event URL with a button that copies the full URL. */
export const ShortEventUrl = ({
  subscription,
  isNamed = true
}: {
  subscription: Subscription
  /** False if the name "Event URL" is already visible. */
  isNamed?: boolean
}) => {
  const options = useTrpc().subscriptions.eventUrl.queryOptions({ subscriptionId: subscription.id })
  const queries = useQueryClient()
  const mayCopy = usePerson().role !== 'viewer' && isOn({ subscription })
  if (!hasEventUrl(subscription.terms)) return <span className="text-ink-3">—</span>
  return (
    <span className="relative flex min-w-0 items-center gap-1">
      {isNamed && <span className="sr-only">Event URL </span>}
      <code className="truncate font-code text-small text-ink-2">/e/…{subscription.tokenTail}</code>
      {mayCopy && (
        <CopyFetched
          label="Copy Event URL"
          done="Event URL copied."
          fetchText={() => queries.fetchQuery({ ...options, gcTime: 0 })}
        />
      )}
    </span>
  )
}

/**
 * Returns the text in place of the expiry, for a registration that does not expire: “Never”. For a possible
 * leftover it is a dash.
 */
export const noExpiryOf = (registration: ListedRegistration): string =>
  isLeftover(registration) ? '—' : 'Never'
