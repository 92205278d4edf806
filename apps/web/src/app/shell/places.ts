import {
  Activity,
  Bell,
  Bot,
  Cable,
  Hammer,
  House,
  Inbox,
  type LucideIcon,
  RadioTower,
  Settings,
  Workflow
} from 'lucide-react'

/** A section of the product in the navigation and the palette. */
export interface Place {
  id: string
  name: string
  icon: LucideIcon
  /** Second key of its shortcut, after G. */
  key: string
  to:
    | '/'
    | '/flows'
    | '/deliveries'
    | '/runs'
    | '/registrations'
    | '/connections'
    | '/agents'
    | '/connectors'
    | '/alerts'
    | '/settings/general'
  /** Path prefix of the pages in this section. */
  under: string
  /** Additional search terms of the palette. */
  words?: string
}

const home: Place = {
  id: 'home',
  name: 'Home',
  icon: House,
  key: 'H',
  to: '/',
  under: '/',
  words: 'start first steps help'
}
const flows: Place = { id: 'flows', name: 'Flows', icon: Workflow, key: 'F', to: '/flows', under: '/flows' }
const deliveries: Place = {
  id: 'deliveries',
  name: 'Deliveries',
  icon: Inbox,
  key: 'D',
  to: '/deliveries',
  under: '/deliveries'
}
const runs: Place = { id: 'runs', name: 'Runs', icon: Activity, key: 'R', to: '/runs', under: '/runs' }
const registrations: Place = {
  id: 'registrations',
  name: 'Registrations',
  icon: RadioTower,
  key: 'E',
  to: '/registrations',
  under: '/registrations',
  words: 'subscriptions cleanup orphans'
}
const connections: Place = {
  id: 'connections',
  name: 'Connections',
  icon: Cable,
  key: 'C',
  to: '/connections',
  under: '/connections',
  words: 'accounts credentials api keys sign-in ping'
}
const agents: Place = {
  id: 'agents',
  name: 'Agents',
  icon: Bot,
  key: 'N',
  to: '/agents',
  under: '/agents',
  words: 'mcp tools approvals clients ai'
}
const builder: Place = {
  id: 'builder',
  name: 'Builder',
  icon: Hammer,
  key: 'B',
  to: '/connectors',
  under: '/connectors'
}
const alerts: Place = { id: 'alerts', name: 'Alerts', icon: Bell, key: 'A', to: '/alerts', under: '/alerts' }
const settings: Place = {
  id: 'settings',
  name: 'Settings',
  icon: Settings,
  key: 'S',
  to: '/settings/general',
  under: '/settings',
  words: 'retention redaction clear data theme members people roles'
}

/** The sections in navigation order, with a gap between groups. */
export const placeGroups: readonly (readonly Place[])[] = [
  [home],
  [flows, deliveries, runs, registrations, connections, agents],
  [builder],
  [alerts, settings]
]

/** Sections in the tab bar of phones. All other sections are in its menu. */
export const tabPlaces: readonly Place[] = [home, flows, deliveries, runs]

/** Returns true when a path is inside a section. */
export const isInside = (path: string, { under }: Place): boolean =>
  under === '/' ? path === '/' : path === under || path.startsWith(`${under}/`)
