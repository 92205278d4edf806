import { Bell, TriangleAlert } from 'lucide-react'
import type { NavCount } from './nav-counts.ts'

const icons = { '/alerts': Bell, '/registrations': TriangleAlert }

/** Icon of a count of open tasks. */
export const NavCountIcon = ({ of }: { of: NavCount }) => {
  const Icon = icons[of.to]
  return <Icon aria-hidden strokeWidth={1.75} />
}
