import { Link } from '@tanstack/react-router'
import { usePerson } from '../../kit/page/use-person.ts'
import { PlaceOfViews, viewLink } from '../../kit/page/views.tsx'

/** Each is a page with an address. */
const views = [
  { to: '/flows', label: 'Flows' },
  { to: '/deliveries', label: 'Deliveries' },
  { to: '/runs', label: 'Runs' },
  { to: '/registrations', label: 'Registrations' },
  { to: '/connections', label: 'Connections' },
  { to: '/alerts', label: 'Alerts' }
] as const

/** The place of users' flows, with a view each for deliveries, runs, registrations, connections and alerts. */
export const FlowsPlace = () => {
  const isViewer = usePerson().role === 'viewer'
  // A viewer has no connections and may not see those of others.
  const shown = views.filter(({ to }) => to !== '/connections' || !isViewer)
  return (
    <PlaceOfViews
      label="Flow pages"
      links={shown.map(({ to, label }) => (
        <Link key={to} to={to} {...viewLink}>
          {label}
        </Link>
      ))}
    />
  )
}
