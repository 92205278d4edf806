import { createRoute, redirect } from '@tanstack/react-router'
import { lazyPage } from '../../kit/loading/lazy-page.ts'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { readAlertSettingsSearch } from '../../screens/alerts/alerts-search.ts'
import { readAuditSearch } from '../../screens/settings/audit-search.ts'
import { SettingsCrumb } from '../../screens/settings/settings-crumb.tsx'
import { inside } from './root.ts'

const settings = createRoute({
  getParentRoute: () => inside,
  id: 'settings-place',
  component: lazyPage(() => import('../../screens/settings/settings-place.tsx'), 'SettingsPlace')
})

const settingsStart = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/general', replace: true })
  }
})

const generalSettings = createRoute({
  getParentRoute: () => settings,
  path: '/settings/general',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/settings/general-page.tsx'), 'GeneralPage')
})

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/settings/profile',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/settings/profile-page.tsx'), 'ProfilePage')
})

const retentionSettings = createRoute({
  getParentRoute: () => settings,
  path: '/settings/retention',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/settings/retention-page.tsx')),
    'RetentionPage'
  )
})

const recycleBin = createRoute({
  getParentRoute: () => settings,
  path: '/settings/recycle-bin',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/recycle-bin/recycle-bin-page.tsx'), 'RecycleBinPage')
})

const alertSettings = createRoute({
  getParentRoute: () => settings,
  path: '/settings/alerts',
  validateSearch: readAlertSettingsSearch,
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/alerts/alert-endpoints-page.tsx'), 'AlertEndpointsPage')
})

const memberSettings = createRoute({
  getParentRoute: () => settings,
  path: '/settings/members',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/settings/members-page.tsx'), 'MembersPage')
})

const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/settings/api-keys',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/settings/api-keys-page.tsx'), 'ApiKeysPage')
})

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/settings/audit',
  validateSearch: readAuditSearch,
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/settings/audit-page.tsx'), 'AuditPage')
})

const processes = createRoute({
  getParentRoute: () => settings,
  path: '/settings/processes',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/settings/processes-page.tsx'), 'ProcessesPage')
})

const about = createRoute({
  getParentRoute: () => settings,
  path: '/settings/about',
  staticData: { crumbs: [SettingsCrumb] },
  component: lazyPage(() => import('../../screens/settings/about-page.tsx'), 'AboutPage')
})

/** Routes of the installation's and the person's settings. */
export const settingsRoutes = [
  settingsStart,
  settings.addChildren([
    generalSettings,
    profile,
    retentionSettings,
    recycleBin,
    alertSettings,
    memberSettings,
    apiKeys,
    audit,
    processes,
    about
  ])
] as const
