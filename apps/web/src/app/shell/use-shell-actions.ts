import { type UseNavigateResult, useNavigate, useRouter } from '@tanstack/react-router'
import {
  BookOpen,
  CircleQuestionMark,
  FlaskConical,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  PanelLeft,
  Search,
  Sun,
  UserRound
} from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useApi } from '../../kit/api/use-api.tsx'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'
import type { Theme } from '../../kit/theme/theme.ts'
import { useTheme } from '../../kit/theme/use-theme.tsx'
import { signOut } from '../../screens/sign-in/sign-in-api.ts'
import { placeGroups } from './places.ts'

/** Returns the id of the user's flow in a path; null for any other path. */
const flowAt = (path: string): string | null => /^\/flows\/([^/]+)/.exec(path)?.[1] ?? null

const goActions = (navigate: UseNavigateResult<string>, practiceUrl: string | null): Action[] => [
  ...placeGroups.flat().map(
    ({ id, name, icon, key, to, words }): Action => ({
      id: `go.${id}`,
      label: `Go to ${name}`,
      group: 'Go to',
      icon,
      keys: [`G ${key}`],
      ...(words !== undefined && { words }),
      run: () => void navigate({ to })
    })
  ),
  {
    id: 'go.help',
    label: 'Open Help',
    group: 'Go to',
    icon: BookOpen,
    words: 'guide handbook documentation manual troubleshooting glossary',
    run: () => void navigate({ to: '/help/$page', params: { page: 'guide' } })
  },
  ...(practiceUrl === null
    ? []
    : [
        {
          id: 'go.practice',
          label: 'Open the practice service',
          group: 'Go to',
          icon: FlaskConical,
          run: () => {
            open(practiceUrl, '_blank', 'noreferrer')
          }
        }
      ])
]

const themeActions = (theme: Theme): Action[] => [
  {
    id: 'theme.system',
    label: 'Theme: match system',
    group: 'General',
    icon: Monitor,
    words: 'dark light',
    run: () => theme.choose('system')
  },
  {
    id: 'theme.light',
    label: 'Theme: light',
    group: 'General',
    icon: Sun,
    run: () => theme.choose('light')
  },
  {
    id: 'theme.dark',
    label: 'Theme: dark',
    group: 'General',
    icon: Moon,
    run: () => theme.choose('dark')
  }
]

/** Registers the actions that are available on every page. */
export const useShellActions = (params: {
  /** Opens the palette with initial text. */
  openPalette: (sought: string) => void
  openSheet: () => void
  toggleRail: () => void
}): void => {
  const { openPalette, openSheet, toggleRail } = params
  const navigate = useNavigate()
  const router = useRouter()
  const { queryClient } = useApi()
  const { theme } = useTheme()
  const practiceUrl = usePracticeUrl()

  const actions = useMemo(
    (): Action[] => [
      {
        id: 'palette.open',
        label: 'Search or run a command',
        group: 'General',
        icon: Search,
        keys: ['Mod+K'],
        keysAlso: { fields: true },
        unlisted: true,
        run: () => openPalette('')
      },
      ...goActions(navigate, practiceUrl),
      {
        id: 'flow.why',
        label: 'Why didn’t it run?',
        group: 'Flow',
        words: 'help diagnosis failed refused',
        icon: CircleQuestionMark,
        when: () => flowAt(router.state.location.pathname) !== null,
        run: () => {
          const flowId = flowAt(router.state.location.pathname)
          if (flowId !== null) void navigate({ to: '/flows/$flowId/why', params: { flowId } })
        }
      },
      {
        id: 'sheet.open',
        label: 'Show keyboard shortcuts',
        group: 'General',
        icon: Keyboard,
        keys: ['?'],
        words: 'help keys hotkeys',
        run: openSheet
      },
      {
        id: 'rail.toggle',
        label: 'Expand or collapse the sidebar',
        group: 'General',
        icon: PanelLeft,
        keys: ['['],
        run: toggleRail
      },
      ...themeActions(theme),
      {
        id: 'profile.open',
        label: 'Your profile and password',
        group: 'General',
        icon: UserRound,
        words: 'account change password role',
        run: () => void navigate({ to: '/settings/profile' })
      },
      {
        id: 'session.end',
        label: 'Sign out',
        group: 'General',
        icon: LogOut,
        words: 'log out leave',
        // What listens inside is closed first, so that it does not hear that the session has ended.
        run: () =>
          void router
            .navigate({ to: '/sign-in' })
            .then(signOut)
            .then(() => queryClient.clear())
      }
    ],
    [openPalette, openSheet, toggleRail, practiceUrl, navigate, router, queryClient, theme]
  )
  useActions(actions)
}
