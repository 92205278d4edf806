import { Bell, TriangleAlert } from 'lucide-react'
import type { Waiting } from './waiting.ts'

const icons = { '/alerts': Bell, '/registrations': TriangleAlert }

/** The picture of what waits. */
export const WaitingIcon = ({ of }: { of: Waiting }) => {
  const Icon = icons[of.to]
  return <Icon aria-hidden strokeWidth={1.75} />
}
