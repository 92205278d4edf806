import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../kit/page/loading.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { ViewsHead, viewLink } from '../../kit/page/views.tsx'

/** Groups of the settings pages, in order. */
const groups = ['Workspace', 'You', 'Server'] as const

/** Settings pages, each with a URL, by group. */
const views = [
  { to: '/settings/general', label: 'General', group: 'Workspace' },
  { to: '/settings/members', label: 'Members', group: 'Workspace', adminOnly: true },
  { to: '/settings/alerts', label: 'Alerts', group: 'Workspace', adminOnly: true },
  { to: '/settings/retention', label: 'Retention', group: 'Workspace' },
  { to: '/settings/recycle-bin', label: 'Recycle bin', group: 'Workspace', notViewer: true },
  { to: '/settings/profile', label: 'Profile', group: 'You' },
  { to: '/settings/api-keys', label: 'API keys', group: 'You' },
  { to: '/settings/processes', label: 'Processes', group: 'Server', adminOnly: true },
  { to: '/settings/audit', label: 'Audit', group: 'Server', adminOnly: true },
  { to: '/settings/about', label: 'About', group: 'Server' }
] as const

const itemClass =
  'flex h-8 items-center rounded-s px-2 text-label text-ink-2 hover:bg-hover hover:text-ink data-active:bg-hover data-active:text-ink'

type View = (typeof views)[number]

const TabsOfPages = ({ views }: { views: View[] }) => (
  <ViewsHead
    title="Settings"
    label="Settings pages"
    links={views.map(({ to, label }) => (
      <Link key={to} to={to} {...viewLink}>
        {label}
      </Link>
    ))}
  />
)

const ListOfPages = ({ views }: { views: View[] }) => (
  <div className="flex w-56 shrink-0 flex-col overflow-y-auto border-r border-line pt-6 pr-4 pb-6 pl-6">
    <h1 className="m-0 flex h-8 items-center px-2 text-h1">Settings</h1>
    <nav aria-label="Settings pages" className="mt-4 flex flex-col gap-5">
      {groups.map(group => (
        <div key={group} className="flex flex-col gap-0.5">
          <h2 className="m-0 px-2 pb-1 text-small font-semibold text-ink-3">{group}</h2>
          {views
            .filter(view => view.group === group)
            .map(({ to, label }) => (
              <Link key={to} to={to} className={itemClass} activeProps={{ 'data-active': '' }}>
                {label}
              </Link>
            ))}
        </div>
      ))}
    </nav>
  </div>
)

/** Layout of the settings: links to the pages, and the open page. */
export const SettingsPlace = () => {
  const { role } = usePerson()
  const isSmall = useMedia('(max-width: 767px)')
  const seen = views.filter(
    view => (!('adminOnly' in view) || role === 'admin') && (!('notViewer' in view) || role !== 'viewer')
  )
  return (
    <div className="flex min-h-0 grow max-md:flex-col">
      {isSmall ? <TabsOfPages views={seen} /> : <ListOfPages views={seen} />}
      {/* At one place for all widths, so that turning a phone keeps an open dialog and what is typed. */}
      <div className="flex min-h-0 min-w-0 grow flex-col">
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  )
}
