import type { Id } from '@hookwright/model'
import { type DeployState, deployStateOf } from '../../../features/canvas/deployed/deploy-state.ts'
import { useDraftChanges } from './use-draft-changes.ts'
import { deployedOf, type VersionView } from './use-versions.ts'

/** Returns the state of the draft of a connector, as the canvas shows it. */
export const useDeployState = (connectorId: Id, versions: readonly VersionView[]): DeployState => {
  const [newest] = versions
  const sinceNewest = useDraftChanges(connectorId, newest).changes
  const sinceDeployed = useDraftChanges(connectorId, deployedOf(versions)).changes
  return deployStateOf({
    versions,
    isSame: version => {
      const changes = version === newest ? sinceNewest : sinceDeployed
      return changes === null ? null : changes.count === 0
    }
  })
}
