import { IconButton, Kbd, Menu } from '@hookwright/ui'
import { Link, useNavigate } from '@tanstack/react-router'
import { Hammer, Inbox, ListVideo, Search, Settings, Workflow } from 'lucide-react'
import { isMac } from '../../kit/actions/is-mac.ts'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { shownShortcut } from '../../kit/actions/shortcut.ts'
import { useAllActions, useRegistry } from '../../kit/actions/use-actions.tsx'
import { LiveDot } from '../../kit/api/live-dot.tsx'
import { Breadcrumb } from '../../kit/page/breadcrumb.tsx'
import { Mark } from '../../kit/page/mark.tsx'
import { MenuButton } from './menu-button.tsx'
import { NavCountIcon } from './nav-count-icon.tsx'
import { useNavCounts } from './use-nav-counts.ts'
import { useThemeMenu } from './use-theme-menu.tsx'

/**
 * Top bar with the breadcrumb, the search and the menus.
 * On a small screen it also holds the places and counts of the rail.
 */
export const TopBar = () => {
  const registry = useRegistry()
  useAllActions()
  const navigate = useNavigate()
  const themeMenu = useThemeMenu()
  const counts = useNavCounts()
  const search = (): void => {
    registry.run('palette.open')
  }
  const places = [
    {
      id: 'builder',
      label: 'Builder',
      icon: <Hammer aria-hidden strokeWidth={1.75} />,
      run: () => void navigate({ to: '/connectors' })
    },
    {
      id: 'flows',
      label: 'Flows',
      icon: <Workflow aria-hidden strokeWidth={1.75} />,
      run: () => void navigate({ to: '/flows' })
    },
    {
      id: 'deliveries',
      label: 'Deliveries',
      icon: <Inbox aria-hidden strokeWidth={1.75} />,
      run: () => void navigate({ to: '/deliveries' })
    },
    {
      id: 'runs',
      label: 'Runs',
      icon: <ListVideo aria-hidden strokeWidth={1.75} />,
      run: () => void navigate({ to: '/runs' })
    },
    {
      id: 'settings',
      label: 'Settings',
      icon: <Settings aria-hidden strokeWidth={1.75} />,
      run: () => void navigate({ to: '/settings/general' })
    }
  ]
  return (
    <header className="flex h-(--h-top-bar) shrink-0 items-center gap-3 border-b border-line bg-surface px-4 max-md:px-2">
      <div className="flex items-center gap-1 md:hidden">
        <Menu
          align="start"
          groups={[
            counts.map(of => ({
              id: of.to,
              label: of.seen,
              icon: <NavCountIcon of={of} />,
              run: () => void navigate({ to: of.to })
            })),
            places,
            ...themeMenu.groups,
            ...menuGroupsOf(registry, [['go.practice'], ['sheet.open', 'profile.open', 'session.end']])
          ]}
          trigger={<MenuButton counts={counts} />}
        />
        <Link to="/" aria-label="Hookwright home" className="flex rounded-s">
          <Mark size={24} />
        </Link>
      </div>
      <Breadcrumb />
      <LiveDot />
      <button
        type="button"
        onClick={search}
        className="flex h-8 w-72 shrink-0 items-center gap-2 rounded-s border border-line-strong bg-surface px-2.5 text-body text-ink-3 hover:bg-sunken max-lg:hidden"
      >
        <Search aria-hidden className="size-4" strokeWidth={1.75} />
        <span className="min-w-0 grow truncate text-left">Search or run a command</span>
        <Kbd keys={shownShortcut('Mod+K', isMac())} />
      </button>
      <span className="lg:hidden">
        <IconButton label="Search or run a command" icon={<Search aria-hidden />} onClick={search} />
      </span>
    </header>
  )
}
