import { tabClass } from '@hookwright/ui'
import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../shell/loading.tsx'

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
  <>
    <nav
      aria-label="Views of Flows"
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-3 pt-1 max-md:px-2"
    >
      {views.map(({ to, label }) => (
        <Link key={to} to={to} className={tabClass} activeProps={{ 'data-active': '' }}>
          {label}
        </Link>
      ))}
    </nav>
    <Suspense fallback={<Loading />}>
      <Outlet />
    </Suspense>
  </>
)
