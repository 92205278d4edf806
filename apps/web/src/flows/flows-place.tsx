import { Link } from '@tanstack/react-router'
import { PlaceOfViews, viewLink } from '../shell/views.tsx'

/** Each is a page with an address. */
const views = [
  { to: '/flows', label: 'Flows' },
  { to: '/deliveries', label: 'Deliveries' },
  { to: '/runs', label: 'Runs' },
  { to: '/registrations', label: 'Registrations' },
  { to: '/alerts', label: 'Alerts' }
] as const

/** The place of users' flows: the flows themselves, what arrived for them, what they did, what services know of them, and what somebody should know of. */
export const FlowsPlace = () => (
  <PlaceOfViews
    label="Views of Flows"
    links={views.map(({ to, label }) => (
      <Link key={to} to={to} {...viewLink}>
        {label}
      </Link>
    ))}
  />
)
