import { useNavigate, useRouter } from '@tanstack/react-router'
import {
  Bell,
  FlaskConical,
  Hammer,
  House,
  Inbox,
  Keyboard,
  ListVideo,
  LogOut,
  Monitor,
  Moon,
  PanelLeft,
  Plug,
  Search,
  Settings,
  Sun,
  Workflow
} from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../actions/action.ts'
import { useActions, useRegistry } from '../actions/use-actions.tsx'
import { useApi } from '../api/use-api.tsx'
import { signOut } from '../sign-in/sign-in-door.ts'
import { useTheme } from '../theme/use-theme.tsx'
import { usePracticeUrl } from './use-practice-url.ts'

/** The user's flow whose page this is. */
const flowAt = (path: string): string | null => /^\/flows\/([^/]+)/.exec(path)?.[1] ?? null

/** What can be done on every page. */
export const useShellActions = (given: {
  /** Opens the palette with something typed already. */
  openPalette: (sought: string) => void
  openSheet: () => void
  toggleRail: () => void
}): void => {
  const { openPalette, openSheet, toggleRail } = given
  const navigate = useNavigate()
  const router = useRouter()
  const registry = useRegistry()
  const { queryClient } = useApi()
  const { theme } = useTheme()
  const practiceUrl = usePracticeUrl()

  const actions = useMemo(
    (): Action[] => [
      {
        id: 'palette.open',
        label: 'Search or do anything',
        group: 'General',
        icon: Search,
        keys: ['Mod+K'],
        keysAlso: { fields: true },
        unlisted: true,
        run: () => openPalette('')
      },
      {
        id: 'card.find',
        label: 'Find a card of this flow',
        group: 'Flow',
        icon: Search,
        keys: ['Mod+F'],
        unlisted: true,
        when: () => registry.all().some(action => action.kind === 'card'),
        run: () => openPalette('#')
      },
      {
        id: 'go.home',
        label: 'Go to Home',
        group: 'Go to',
        icon: House,
        keys: ['G H'],
        words: 'start first steps',
        run: () => void navigate({ to: '/' })
      },
      {
        id: 'go.builder',
        label: 'Go to Builder',
        group: 'Go to',
        icon: Hammer,
        keys: ['G B'],
        run: () => void navigate({ to: '/connectors' })
      },
      {
        id: 'go.flows',
        label: 'Go to Flows',
        group: 'Go to',
        icon: Workflow,
        keys: ['G F'],
        run: () => void navigate({ to: '/flows' })
      },
      {
        id: 'go.deliveries',
        label: 'Go to Deliveries',
        group: 'Go to',
        icon: Inbox,
        keys: ['G D'],
        run: () => void navigate({ to: '/deliveries' })
      },
      {
        id: 'go.runs',
        label: 'Go to Runs',
        group: 'Go to',
        icon: ListVideo,
        keys: ['G R'],
        run: () => void navigate({ to: '/runs' })
      },
      {
        id: 'go.registrations',
        label: 'Go to Registrations',
        group: 'Go to',
        icon: Plug,
        keys: ['G E'],
        words: 'subscriptions cleanup orphans',
        run: () => void navigate({ to: '/registrations' })
      },
      {
        id: 'go.alerts',
        label: 'Go to Alerts',
        group: 'Go to',
        icon: Bell,
        keys: ['G A'],
        run: () => void navigate({ to: '/alerts' })
      },
      {
        id: 'flow.why',
        label: 'Why didn’t it run?',
        group: 'Flow',
        words: 'diagnosis failed refused',
        when: () => flowAt(router.state.location.pathname) !== null,
        run: () => {
          const flowId = flowAt(router.state.location.pathname)
          if (flowId !== null) void navigate({ to: '/flows/$flowId/why', params: { flowId } })
        }
      },
      {
        id: 'go.settings',
        label: 'Go to Settings',
        group: 'Go to',
        icon: Settings,
        keys: ['G S'],
        words: 'retention redaction clear data theme',
        run: () => void navigate({ to: '/settings/general' })
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
          ]),
      {
        id: 'sheet.open',
        label: 'Show keyboard shortcuts',
        group: 'General',
        icon: Keyboard,
        keys: ['?'],
        run: openSheet
      },
      {
        id: 'rail.toggle',
        label: 'Widen or narrow the rail',
        group: 'General',
        icon: PanelLeft,
        keys: ['['],
        run: toggleRail
      },
      {
        id: 'theme.system',
        label: 'Theme: as the system',
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
    [openPalette, openSheet, toggleRail, practiceUrl, navigate, router, registry, queryClient, theme]
  )
  useActions(actions)
}
