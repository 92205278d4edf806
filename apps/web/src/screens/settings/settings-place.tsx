import { Link } from '@tanstack/react-router'
import { usePerson } from '../../kit/page/use-person.ts'
import { PlaceOfViews, viewLink } from '../../kit/page/views.tsx'

/** Views of the settings, each with a URL. */
const views = [
  { to: '/settings/general', label: 'General' },
  { to: '/settings/profile', label: 'Profile' },
  { to: '/settings/retention', label: 'Retention' },
  { to: '/settings/recycle-bin', label: 'Recycle bin', notViewer: true },
  { to: '/settings/alerts', label: 'Alerts', adminOnly: true },
  { to: '/settings/members', label: 'Members', adminOnly: true },
  { to: '/settings/api-keys', label: 'API keys' },
  { to: '/settings/audit', label: 'Audit', adminOnly: true },
  { to: '/settings/processes', label: 'Processes', adminOnly: true },
  { to: '/settings/about', label: 'About' }
] as const

/** Layout of the settings of the installation and of the user's account, with its views. */
export const SettingsPlace = () => {
  const { role } = usePerson()
  const seen = views.filter(
    view => (!('adminOnly' in view) || role === 'admin') && (!('notViewer' in view) || role !== 'viewer')
  )
  return (
    <PlaceOfViews
      title="Settings"
      label="Settings pages"
      links={seen.map(({ to, label }) => (
        <Link key={to} to={to} {...viewLink}>
          {label}
        </Link>
      ))}
    />
  )
}
