import { MINUTE, type Millis } from '@hookwright/model'
import { Badge, buttonClass, cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell, Check, Plus, Webhook } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNow } from '../../features/switch/use-now.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import { moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { TileIcon } from '../../kit/page/tiles.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import type { ListedEndpoint } from './api-types.ts'
import { EndpointStatus } from './endpoint-status.tsx'

/** Row of a destination: icon, name with a line below, and its state. */
const Destination = ({
  icon,
  title,
  about,
  children
}: {
  icon: ReactNode
  title: ReactNode
  about: ReactNode
  children?: ReactNode
}) => (
  <li className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5">
    <TileIcon>{icon}</TileIcon>
    <span className="flex min-w-0 grow basis-48 flex-col">
      <span className="truncate text-label text-ink">{title}</span>
      <span className="text-small text-ink-3">{about}</span>
    </span>
    {children}
  </li>
)

/** Result of the newest message to a destination: “Sent 3 min ago”. */
const LastMessage = ({ last, now }: { last: ListedEndpoint['lastMessage']; now: Millis }) => {
  if (last === null) return <span className="text-small text-ink-3">Nothing sent yet</span>
  const ago = (
    <time dateTime={new Date(last.at).toISOString()} title={minuteTime(last.at)}>
      {formatAgo(last.at, Math.max(now, last.at))}
    </time>
  )
  switch (last.status.is) {
    case 'sent':
      return (
        <Badge tone="ok" icon={<Check aria-hidden />}>
          <span>Sent {ago}</span>
        </Badge>
      )
    case 'given-up':
      return (
        <Badge tone="err">
          <span>Not delivered, {ago}</span>
        </Badge>
      )
    case 'waiting':
      return <Badge tone="busy">Sending</Badge>
  }
}

const EndpointDestination = ({ endpoint, now }: { endpoint: ListedEndpoint; now: Millis }) => {
  const { url, kinds, status, failingSince, lastMessage } = endpoint
  return (
    <Destination
      icon={<Webhook strokeWidth={1.75} />}
      title={
        <span className="font-code text-small" title={url}>
          {url}
        </span>
      }
      about={kinds === null ? 'All alerts' : formatCount(kinds.length, 'kind')}
    >
      <span className="tabular flex flex-wrap items-center justify-end gap-2 max-md:w-full max-md:justify-start max-md:pl-11">
        <EndpointStatus endpoint={endpoint} />
        {status.is === 'off' ? (
          <Badge>Off</Badge>
        ) : (
          status.is === 'on' && failingSince === null && <LastMessage last={lastMessage} now={now} />
        )}
      </span>
    </Destination>
  )
}

/** Section with the destinations of alerts: this installation, and the endpoints that admins have added. */
export const AlertDestinations = () => {
  const isAdmin = usePerson().role === 'admin'
  const now = useNow(MINUTE)
  const { data: endpoints = [] } = useQuery({
    ...useTrpc().alertEndpoints.list.queryOptions(),
    enabled: isAdmin
  })
  const hasOthers = endpoints.length > 0
  return (
    <PagePart
      id="alert-destinations"
      title="Destinations"
      more={
        hasOthers && (
          <Link to="/settings/alerts" className={moreClass}>
            Alert destinations
          </Link>
        )
      }
    >
      <ul aria-labelledby="alert-destinations" className="m-0 list-none p-0">
        <Destination
          icon={<Bell strokeWidth={1.75} />}
          title={isAdmin && !hasOthers ? 'Only in Hookwright' : 'In Hookwright'}
          about={
            isAdmin
              ? 'On this page and in the navigation.'
              : 'On this page and in the navigation. Admins can add other destinations.'
          }
        >
          {isAdmin && (
            <Link
              to="/settings/alerts"
              search={{ add: true }}
              className={cx(buttonClass({ size: 'card' }), 'max-md:ml-11')}
            >
              <Plus aria-hidden className="size-3.5" strokeWidth={1.75} />
              Add destination
            </Link>
          )}
        </Destination>
        {endpoints.map(endpoint => (
          <EndpointDestination key={endpoint.id} endpoint={endpoint} now={now} />
        ))}
      </ul>
    </PagePart>
  )
}
