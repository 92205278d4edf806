import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTrpc } from '../api/use-api.tsx'
import { leftWords } from './left-words.ts'
import { RailCount } from './rail-count.tsx'

/** How much may be left at services. */
export const CleanupCount = ({ wide }: { wide: boolean }) => {
  const trpc = useTrpc()
  const { data: entries = [] } = useQuery(trpc.subscriptions.cleanupEntries.queryOptions())
  const { data: uncertain = [] } = useQuery(trpc.subscriptions.uncertain.queryOptions())
  const open = entries.filter(({ status }) => status.is === 'open').length
  const words = leftWords(open, uncertain.length)
  if (words === null) return null
  const icon = <TriangleAlert aria-hidden strokeWidth={1.75} />
  const count = open + uncertain.length
  return <RailCount to="/registrations" count={count} {...words} icon={icon} wide={wide} />
}
