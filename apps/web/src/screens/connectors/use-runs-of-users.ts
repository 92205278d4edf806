import type { Id } from '@hookwright/model'
import { type DayOfRuns, dayOfRuns } from '../../features/history/day-of-events.ts'
import { useActivity } from '../../features/history/use-activity.ts'
import { type ConnectorUser, useConnectorUsers } from './use-connector-users.ts'

/** Maximum number of flows whose runs are counted: those of one request. */
const MOST_FLOWS = 100

/**
 * Returns a function that adds up the runs of the last 24 hours of the flows that use a connector, or one of
 * its actions. It returns undefined while the flows are loading.
 *
 * Covers the flows that the member may see. Without `enabled`, nothing is fetched.
 */
export const useRunsOfUsers = (
  connectorId: Id,
  enabled: boolean
): ((actionFlowId?: Id) => DayOfRuns | undefined) => {
  const users = useConnectorUsers(connectorId)?.slice(0, MOST_FLOWS)
  const activity = useActivity(enabled ? (users ?? []).map(({ flowId }) => flowId) : [])
  const counts = (user: ConnectorUser) => activity.get(user.flowId) ?? []
  return actionFlowId =>
    users &&
    dayOfRuns(
      users.filter(({ uses }) => actionFlowId === undefined || uses.includes(actionFlowId)).flatMap(counts)
    )
}
