import type { Id } from '@hookwright/model'
import { type DeployState, deployStateOf } from '../../../features/canvas/deployed/deploy-state.ts'
import { useDraftChanges } from './use-draft-changes.ts'
import { deployedOf, type VersionView } from './use-versions.ts'

/**
 * Returns the deployment state of a connector's draft. `isFailed` is true if the state could not be
 * determined.
 */
export const useDeployState = (
  connectorId: Id,
  versions: readonly VersionView[]
): { state: DeployState; isFailed: boolean } => {
  const [newest] = versions
  const sinceNewest = useDraftChanges(connectorId, newest)
  const sinceDeployed = useDraftChanges(connectorId, deployedOf(versions))
  const state = deployStateOf({
    versions,
    isSame: version => {
      const { changes } = version === newest ? sinceNewest : sinceDeployed
      return changes === null ? null : changes.count === 0
    }
  })
  return { state, isFailed: sinceNewest.fault !== null || sinceDeployed.fault !== null }
}
