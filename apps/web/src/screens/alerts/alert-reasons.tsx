import { type AlertKind, alertTitles } from '@hookwright/model'
import { Link } from '@tanstack/react-router'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'

/** Description of each kind of alert: “A registration that expires could not be renewed.” */
export const causes: Record<AlertKind, string> = {
  'subscription-lost': 'A registration expired or no longer exists at the service. Events may be missed.',
  'renewal-failed': 'A registration could not be renewed and may expire.',
  'registration-uncertain':
    'The response of the service was lost, so it is unknown whether the flow is registered there.',
  'cleanup-stuck': 'A registration could not be removed and may still exist at the service.',
  'poll-failed': 'Polling for a flow failed several times in a row.',
  'flow-on-hold':
    'The owner of a flow has lost access to a connection of the flow. New events are stored until the hold ends.',
  'run-on-hold': 'A run stopped and is waiting for your decision.',
  'authorization-lost':
    'Someone must sign in to a connection again. Requests with this connection fail until then.',
  'breaker-open': 'Too many requests to a service failed, so further requests are blocked temporarily.',
  'drift-found': 'The data of deliveries differs from the declared outputs of the event.'
}

const linkClass = 'w-fit rounded-xs text-label text-ink hover:underline'

/** Name of a kind of alert, as a link to the page where such problems are fixed. */
export const ReasonName = ({ kind }: { kind: AlertKind }) => {
  const isMaker = useWhyNotMaker() === null
  const title = alertTitles[kind]
  switch (kind) {
    case 'subscription-lost':
    case 'renewal-failed':
    case 'registration-uncertain':
    case 'cleanup-stuck':
      return (
        <Link to="/registrations" className={linkClass}>
          {title}
        </Link>
      )
    case 'poll-failed':
    case 'flow-on-hold':
      return (
        <Link to="/flows" className={linkClass}>
          {title}
        </Link>
      )
    case 'run-on-hold':
      return (
        <Link to="/runs" search={{ status: 'on-hold' }} className={linkClass}>
          {title}
        </Link>
      )
    case 'breaker-open':
      return (
        <Link to="/runs" className={linkClass}>
          {title}
        </Link>
      )
    case 'authorization-lost':
      return (
        <Link to="/connections" className={linkClass}>
          {title}
        </Link>
      )
    case 'drift-found':
      return isMaker ? (
        <Link to="/connectors" className={linkClass}>
          {title}
        </Link>
      ) : (
        <span className="text-label text-ink">{title}</span>
      )
  }
}
