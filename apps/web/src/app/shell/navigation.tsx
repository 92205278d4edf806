import { cx, IconButton, Kbd, Menu, Tooltip } from '@hookwright/ui'
import { Link, useRouterState } from '@tanstack/react-router'
import { CircleQuestionMark, CircleUserRound, FlaskConical, PanelLeft, Search } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { isMac } from '../../kit/actions/is-mac.ts'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { shownShortcut } from '../../kit/actions/shortcut.ts'
import { useAllActions, useRegistry } from '../../kit/actions/use-actions.tsx'
import { LiveDot } from '../../kit/page/live-dot.tsx'
import { Mark } from '../../kit/page/mark.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'
import { FirstSteps } from './first-steps.tsx'
import { NavCountMark } from './nav-count.tsx'
import type { NavCount } from './nav-counts.ts'
import { isInside, type Place, placeGroups } from './places.ts'
import { useNavCounts } from './use-nav-counts.ts'
import { useThemeMenu } from './use-theme-menu.tsx'

const entryClass = (wide: boolean, isHere = false): string =>
  cx(
    'relative flex h-8 items-center gap-2.5 rounded-s text-label text-ink-2 [&_svg]:size-4 [&_svg]:shrink-0',
    isHere
      ? 'bg-surface text-ink ring-1 ring-line'
      : 'hover:bg-hover hover:text-ink data-popup-open:bg-hover [&_svg]:text-ink-3',
    wide ? 'w-full px-2.5' : 'w-10 justify-center'
  )

/** Tooltip of a navigation entry. It shows the counts, and the name while only the icon is visible. */
const Named = ({ name, of, wide, children }: EntryName & { children: ReactElement }): ReactNode => {
  const tip = wide
    ? of?.says === of?.seen
      ? null
      : of?.says
    : of === undefined
      ? name
      : `${name}: ${of.says}`
  return tip == null ? (
    children
  ) : (
    <Tooltip tip={tip} side="right">
      {children}
    </Tooltip>
  )
}

interface EntryName {
  name: string
  of?: NavCount | undefined
  wide: boolean
}

const Entry = ({ place, of, wide }: { place: Place; of: NavCount | undefined; wide: boolean }) => {
  const { name, icon: Icon, to } = place
  const isHere = useRouterState({ select: ({ location }) => isInside(location.pathname, place) })
  return (
    <Named name={name} of={of} wide={wide}>
      <Link to={to} {...(isHere && { 'aria-current': 'page' })} className={entryClass(wide, isHere)}>
        <Icon aria-hidden strokeWidth={1.75} />
        <span className={cx(!wide && 'sr-only')}>{name}</span>
        {of !== undefined && (wide || of.asks) && <NavCountMark of={of} wide={wide} />}
      </Link>
    </Named>
  )
}

const SearchButton = ({ wide }: { wide: boolean }) => {
  const registry = useRegistry()
  const search = (): void => {
    registry.run('palette.open')
  }
  return wide ? (
    <button
      type="button"
      onClick={search}
      className="mb-3 flex h-8 shrink-0 items-center gap-2 rounded-s border border-line-2 bg-surface pr-1.5 pl-2.5 text-body text-ink-3 hover:border-line-strong"
    >
      <Search aria-hidden className="size-4" strokeWidth={1.75} />
      <span className="grow text-left">Search</span>
      <Kbd keys={shownShortcut('Mod+K', isMac())} />
    </button>
  ) : (
    <IconButton
      label="Search or run a command"
      icon={<Search aria-hidden />}
      onClick={search}
      className="mb-2 w-10!"
    />
  )
}

/** User menu at the bottom: theme, shortcuts, profile, sign out. */
const PersonMenu = ({ wide }: { wide: boolean }) => {
  const registry = useRegistry()
  const person = usePerson()
  const themeMenu = useThemeMenu()
  return (
    <Menu
      side={wide ? 'top' : 'right'}
      align="start"
      groups={() => [
        ...themeMenu.groups,
        ...menuGroupsOf(registry, [
          ['sheet.open', 'rail.toggle'],
          ['profile.open', 'session.end']
        ])
      ]}
      trigger={
        <button type="button" className={entryClass(wide)} title={wide ? undefined : person.name}>
          <CircleUserRound aria-hidden strokeWidth={1.75} />
          <span className={cx('min-w-0 truncate', !wide && 'sr-only')}>{person.name}</span>
        </button>
      }
    />
  )
}

const HelpEntry = ({ wide }: { wide: boolean }) => {
  const isHere = useRouterState({ select: ({ location }) => location.pathname.startsWith('/help') })
  return (
    <Named name="Help" wide={wide}>
      <Link
        to="/help/$page"
        params={{ page: 'guide' }}
        {...(isHere && { 'aria-current': 'page' })}
        className={cx(entryClass(wide, isHere), 'shrink-0')}
      >
        <CircleQuestionMark aria-hidden strokeWidth={1.75} />
        <span className={cx(!wide && 'sr-only')}>Help</span>
      </Link>
    </Named>
  )
}

/** Navigation at the left edge, with labels if there is room, otherwise only icons. */
export const Navigation = ({ wide }: { wide: boolean }) => {
  const registry = useRegistry()
  useAllActions()
  const practiceUrl = usePracticeUrl()
  const counts = useNavCounts()
  const isViewer = usePerson().role === 'viewer'

  return (
    <nav
      aria-label="Main navigation"
      className={cx(
        'group/nav flex shrink-0 flex-col overflow-y-auto px-2 pb-2 max-md:hidden',
        wide ? 'w-50' : 'w-14 items-center'
      )}
    >
      <div className={cx('flex h-15 shrink-0 items-center', wide ? 'gap-2.5 px-2' : 'relative')}>
        <Link to="/" aria-label="Hookwright home" className="flex items-center gap-2.5 rounded-s">
          <Mark size={24} />
          {wide && <span className="text-h3">Hookwright</span>}
        </Link>
        <span className={cx(wide ? '-ml-2' : 'absolute top-2 -right-2.5')}>
          <LiveDot />
        </span>
        {wide && (
          <IconButton
            size="small"
            label="Collapse the sidebar"
            shortcut="["
            icon={<PanelLeft aria-hidden />}
            className="-mr-1 ml-auto opacity-0 group-hover/nav:opacity-100 focus-visible:opacity-100"
            onClick={() => registry.run('rail.toggle')}
          />
        )}
      </div>
      <SearchButton wide={wide} />
      {placeGroups.map((places, index) => (
        <div
          key={places[0]?.id}
          className={cx('flex shrink-0 flex-col gap-px', index > 0 && 'mt-4', !wide && 'items-center')}
        >
          {places
            .filter(({ id }) => id !== 'connections' || !isViewer)
            .map(place => (
              <Entry key={place.id} place={place} of={counts.find(({ to }) => to === place.to)} wide={wide} />
            ))}
        </div>
      ))}
      <span className="min-h-4 grow" />
      <FirstSteps wide={wide} />
      {practiceUrl !== null && (
        <Named name="Practice services (new tab)" wide={wide}>
          <a href={practiceUrl} target="_blank" rel="noreferrer" className={cx(entryClass(wide), 'shrink-0')}>
            <FlaskConical aria-hidden strokeWidth={1.75} />
            <span className={cx(!wide && 'sr-only')}>Practice services</span>
          </a>
        </Named>
      )}
      <HelpEntry wide={wide} />
      <PersonMenu wide={wide} />
    </nav>
  )
}
