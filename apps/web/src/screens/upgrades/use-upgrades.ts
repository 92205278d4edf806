import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePerson } from '../../kit/page/use-person.ts'

/** Returns the polling interval in milliseconds; false if no upgrade is running. */
const whileRunning = ({
  state
}: {
  state: { data?: { progress: { isRunning: boolean } | null } | undefined }
}) => (state.data?.progress?.isRunning === true ? 1_000 : false)

/** Returns the available upgrades of all active flows, or of one flow, with their progress. */
export const useUpgradeOffers = (flowId: Id | null) =>
  useQuery({
    ...useTrpc().subscriptions.upgrades.queryOptions(flowId === null ? {} : { flowId }),
    enabled: usePerson().role !== 'viewer',
    refetchInterval: whileRunning
  })

/** Queries the upgrade plan of a connector's flows or of one flow, with its progress. */
export const useUpgradePlan = (connectorId: Id, flowId: Id | null, enabled = true) =>
  useQuery({
    ...useTrpc().subscriptions.upgradePlan.queryOptions({ connectorId, ...(flowId !== null && { flowId }) }),
    enabled,
    refetchInterval: whileRunning
  })
