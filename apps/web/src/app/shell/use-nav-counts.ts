import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useFlowNames } from '../../kit/api/use-flow-names.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { isFailing } from '../../screens/connections/format-connection.ts'
import { type NavCount, navCountsOf } from './nav-counts.ts'

/**
 * Returns the counts of the navigation: flows, unread alerts, resources left at services, failing connections, calls of agents
 * to approve.
 */
export const useNavCounts = (): NavCount[] => {
  const trpc = useTrpc()
  const flows = useFlowNames()?.length ?? 0
  const { data: alerts = 0 } = useQuery(trpc.alerts.unseen.queryOptions())
  const { data: entries = [] } = useQuery(trpc.subscriptions.cleanupEntries.queryOptions())
  const { data: uncertain = [] } = useQuery(trpc.subscriptions.uncertain.queryOptions())
  // A viewer has no connections and no agents, and may not see those of others.
  const enabled = usePerson().role !== 'viewer'
  const { data: connections = [] } = useQuery({ ...trpc.connections.overview.queryOptions(), enabled })
  const { data: approvals = [] } = useQuery({ ...trpc.agents.approvals.queryOptions(), enabled })
  return navCountsOf({
    flows,
    alerts,
    entries: entries.filter(({ status }) => status.is === 'open').length,
    uncertain: uncertain.length,
    failing: connections.filter(isFailing).length,
    approvals: approvals.length
  })
}
