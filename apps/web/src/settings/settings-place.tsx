import { tabClass } from '@hookwright/ui'
import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../shell/loading.tsx'
import { usePerson } from '../shell/use-person.ts'

/** Each is a page with an address. */
const views = [
  { to: '/settings/general', label: 'General' },
  { to: '/settings/retention', label: 'Retention' },
  { to: '/settings/alerts', label: 'Alerts', adminOnly: true },
  { to: '/settings/about', label: 'About' }
] as const

/** What is set for the installation, in views. */
export const SettingsPlace = () => {
  const { role } = usePerson()
  const seen = views.filter(view => !('adminOnly' in view) || role === 'admin')
  return (
    <>
      <nav
        aria-label="Views of Settings"
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-3 pt-1 max-md:px-2"
      >
        {seen.map(({ to, label }) => (
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
}
