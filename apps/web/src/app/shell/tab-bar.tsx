import { cx, Menu } from '@hookwright/ui'
import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { Ellipsis, ListChecks } from 'lucide-react'
import { useFirstSteps } from '../../features/first-steps/use-first-steps.ts'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useAllActions, useRegistry } from '../../kit/actions/use-actions.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import type { NavCount } from './nav-counts.ts'
import { isInside, type Place, placeGroups, tabPlaces } from './places.ts'
import { useNavCounts } from './use-nav-counts.ts'
import { useThemeMenu } from './use-theme-menu.tsx'

const tabClass = (isHere: boolean): string =>
  cx(
    'relative flex min-w-0 flex-col items-center justify-center gap-1 text-small font-medium -outline-offset-2 [&_svg]:size-5',
    isHere ? 'text-ink' : 'text-ink-3'
  )

const TabLink = ({ place }: { place: Place }) => {
  const isHere = useRouterState({ select: ({ location }) => isInside(location.pathname, place) })
  const { name, icon: Icon, to } = place
  return (
    <Link to={to} {...(isHere && { 'aria-current': 'page' })} className={tabClass(isHere)}>
      <Icon aria-hidden strokeWidth={1.75} />
      {name}
    </Link>
  )
}

const menuLabel = (counts: NavCount[]): string => {
  const parts = counts.flatMap(one => one.parts)
  return parts.length === 0 ? 'More' : `More: ${parts.join(', ')}`
}

/** Button with a menu of the sections that have no tab, and the number of their items that require action. */
const More = () => {
  const registry = useRegistry()
  useAllActions()
  const navigate = useNavigate()
  const themeMenu = useThemeMenu()
  const isViewer = usePerson().role === 'viewer'
  const asking = useNavCounts().filter(({ asks }) => asks)
  const all = placeGroups.flat()
  const others = all.filter(place => !tabPlaces.includes(place) && (place.id !== 'connections' || !isViewer))
  const isHere = useRouterState({
    select: ({ location }) => others.some(place => isInside(location.pathname, place))
  })
  const firstSteps = useFirstSteps()
  const count = asking.reduce((sum, one) => sum + one.count, 0)
  return (
    <Menu
      align="end"
      side="top"
      groups={() => [
        firstSteps === null
          ? []
          : [
              {
                id: 'first-steps',
                label: `First steps: ${firstSteps.done} of ${firstSteps.steps.length}`,
                icon: <ListChecks aria-hidden strokeWidth={1.75} />,
                run: () => void navigate({ to: '/' })
              }
            ],
        asking.map(({ to, seen }) => {
          const Icon = all.find(place => place.to === to)?.icon
          return {
            id: `count.${to}`,
            label: seen,
            icon: Icon && <Icon aria-hidden strokeWidth={1.75} />,
            run: () => void navigate({ to })
          }
        }),
        others.map(({ id, name, icon: Icon, to }) => ({
          id,
          label: name,
          icon: <Icon aria-hidden strokeWidth={1.75} />,
          run: () => void navigate({ to })
        })),
        ...themeMenu.groups,
        ...menuGroupsOf(registry, [
          ['go.practice', 'go.help'],
          ['sheet.open', 'profile.open', 'session.end']
        ])
      ]}
      trigger={
        <button type="button" aria-label={menuLabel(asking)} className={tabClass(isHere)}>
          <Ellipsis aria-hidden strokeWidth={1.75} />
          More
          {count > 0 && (
            <span
              aria-hidden
              className="tabular absolute top-1.5 left-1/2 ml-1.5 flex h-4 min-w-4 items-center justify-center rounded-xs bg-warn-soft px-1 text-small font-medium text-warn"
            >
              {count > 99 ? '99+' : count}
            </span>
          )}
        </button>
      }
    />
  )
}

/** Tab bar of phones. */
export const TabBar = () => (
  <nav
    aria-label="Main navigation"
    className="grid h-15 shrink-0 grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
  >
    {tabPlaces.map(place => (
      <TabLink key={place.id} place={place} />
    ))}
    <More />
  </nav>
)
