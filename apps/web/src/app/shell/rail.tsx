import { cx, Menu, Tooltip } from '@hookwright/ui'
import { Link, useRouterState } from '@tanstack/react-router'
import { CircleUserRound, FlaskConical, Hammer, PanelLeft, Settings, Workflow } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useAllActions, useRegistry } from '../../kit/actions/use-actions.tsx'
import { Mark } from '../../kit/page/mark.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'
import { RailCount } from './rail-count.tsx'
import { useNavCounts } from './use-nav-counts.ts'
import { useThemeMenu } from './use-theme-menu.tsx'

const entryClass = (wide: boolean): string =>
  cx(
    'flex h-10 items-center gap-3 rounded-s text-label text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover',
    'data-[status=active]:bg-accent-soft data-[status=active]:text-accent-text [&_svg]:size-5 [&_svg]:shrink-0',
    wide ? 'w-full px-2.5' : 'w-10 justify-center'
  )

/** Names an entry in a tooltip while the rail shows only its icon. */
const Named = ({
  name,
  wide,
  children
}: {
  name: string
  wide: boolean
  children: ReactElement
}): ReactNode =>
  wide ? (
    children
  ) : (
    <Tooltip tip={name} side="right">
      {children}
    </Tooltip>
  )

/** Deliveries, runs, registrations, connections and alerts are views of the place Flows. */
const isInFlows = (path: string): boolean =>
  /^\/(flows|deliveries|runs|registrations|connections|alerts)(\/|$)/.test(path)

/** Navigation at the left edge, with the person's menu at its foot. */
export const Rail = ({ wide }: { wide: boolean }) => {
  const registry = useRegistry()
  useAllActions()
  const person = usePerson()
  const themeMenu = useThemeMenu()
  const practiceUrl = usePracticeUrl()
  const counts = useNavCounts()
  const inFlows = useRouterState({ select: ({ location }) => isInFlows(location.pathname) })
  const inSettings = useRouterState({ select: ({ location }) => location.pathname.startsWith('/settings') })
  const name = (words: string) => <span className={cx(!wide && 'sr-only')}>{words}</span>

  return (
    <nav
      aria-label="Main navigation"
      className={cx(
        'flex shrink-0 flex-col items-center gap-1 border-r border-line bg-surface p-2 max-md:hidden',
        wide ? 'w-56 items-stretch' : 'w-14'
      )}
    >
      <Link
        to="/"
        aria-label="Hookwright home"
        className={cx(
          'mb-1 flex h-10 items-center gap-2.5 rounded-s',
          wide ? 'px-1.5' : 'justify-center w-10'
        )}
      >
        <Mark />
        {wide && <span className="text-h2">Hookwright</span>}
      </Link>
      <Named name="Builder" wide={wide}>
        <Link to="/connectors" className={entryClass(wide)}>
          <Hammer aria-hidden strokeWidth={1.75} />
          {name('Builder')}
        </Link>
      </Named>
      <Named name="Flows" wide={wide}>
        <Link to="/flows" {...(inFlows && { 'data-status': 'active' })} className={entryClass(wide)}>
          <Workflow aria-hidden strokeWidth={1.75} />
          {name('Flows')}
        </Link>
      </Named>
      {counts.map(of => (
        <RailCount key={of.to} of={of} wide={wide} />
      ))}
      <span className="grow" />
      {practiceUrl !== null && (
        <Named name="Practice service (new tab)" wide={wide}>
          <a href={practiceUrl} target="_blank" rel="noreferrer" className={entryClass(wide)}>
            <FlaskConical aria-hidden strokeWidth={1.75} />
            {name('Practice service')}
          </a>
        </Named>
      )}
      <Named name="Settings" wide={wide}>
        <Link
          to="/settings/general"
          {...(inSettings && { 'data-status': 'active' })}
          className={entryClass(wide)}
        >
          <Settings aria-hidden strokeWidth={1.75} />
          {name('Settings')}
        </Link>
      </Named>
      <Named name={wide ? 'Collapse the sidebar' : 'Expand the sidebar'} wide={wide}>
        <button type="button" className={entryClass(wide)} onClick={() => registry.run('rail.toggle')}>
          <PanelLeft aria-hidden strokeWidth={1.75} />
          {name(wide ? 'Collapse the sidebar' : 'Expand the sidebar')}
        </button>
      </Named>
      <Menu
        side="right"
        groups={themeMenu.groups}
        trigger={
          <button type="button" className={entryClass(wide)} title={wide ? undefined : 'Theme'}>
            {themeMenu.icon}
            {name('Theme')}
          </button>
        }
      />
      <Menu
        side="right"
        groups={menuGroupsOf(registry, [['sheet.open'], ['profile.open', 'session.end']])}
        trigger={
          <button type="button" className={entryClass(wide)} title={wide ? undefined : person.name}>
            <CircleUserRound aria-hidden strokeWidth={1.75} />
            <span className={cx('flex min-w-0 flex-col items-start', !wide && 'sr-only')}>
              <span className="max-w-full truncate">{person.name}</span>
              <span className="text-small text-ink-3 capitalize">{person.role}</span>
            </span>
          </button>
        }
      />
    </nav>
  )
}
