import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTrpc } from '../api/use-api.tsx'
import { RailCount } from './rail-count.tsx'

/** How much may be left at services. */
export const CleanupCount = ({ wide }: { wide: boolean }) => {
  const { data: entries = [] } = useQuery(useTrpc().subscriptions.cleanupEntries.queryOptions())
  const count = entries.filter(({ status }) => status.is === 'open').length
  const icon = <TriangleAlert aria-hidden strokeWidth={1.75} />
  return <RailCount to="/registrations" count={count} noun="to clean up" icon={icon} wide={wide} />
}
