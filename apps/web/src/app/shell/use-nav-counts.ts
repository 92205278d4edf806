import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { type NavCount, navCountsOf } from './nav-counts.ts'

/** Returns the counts of open tasks: unread alerts, and resources left at services. */
export const useNavCounts = (): NavCount[] => {
  const trpc = useTrpc()
  const { data: alerts = 0 } = useQuery(trpc.alerts.unseen.queryOptions())
  const { data: entries = [] } = useQuery(trpc.subscriptions.cleanupEntries.queryOptions())
  const { data: uncertain = [] } = useQuery(trpc.subscriptions.uncertain.queryOptions())
  const open = entries.filter(({ status }) => status.is === 'open').length
  return navCountsOf({ alerts, entries: open, uncertain: uncertain.length })
}
