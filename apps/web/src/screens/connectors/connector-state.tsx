import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { deployedOf } from './deployment/use-versions.ts'

// What compares two snapshots reads values with zod.
const changesFile = () => loadWithZod(() => import('./deployment/draft-changes.tsx'))
const DraftChanges = lazy(() => changesFile().then(({ DraftChanges }) => ({ default: DraftChanges })))
const DeployLink = lazy(() => changesFile().then(({ DeployLink }) => ({ default: DeployLink })))

/** Returns the deployed version, undefined for none, or null while loading. */
const useDeployed = (connectorId: Id) => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  return versions === undefined ? null : deployedOf(versions)
}

/** Deployed version of a connector and the number of changes since: `v1, no changes since`. */
export const VersionState = ({ connectorId }: { connectorId: Id }) => {
  const deployed = useDeployed(connectorId)
  const isMaker = useWhyNotMaker() === null
  if (deployed === null) return null
  if (deployed === undefined) return 'Not deployed'
  return (
    <>
      v{deployed.number}
      {isMaker && (
        <Suspense>
          <DraftChanges connectorId={connectorId} deployed={deployed} />
        </Suspense>
      )}
    </>
  )
}

const UndeployedSection = lazy(() =>
  loadWithZod(() => import('./overview/undeployed-section.tsx')).then(({ UndeployedSection }) => ({
    default: UndeployedSection
  }))
)

/** Section of the changes that are not deployed, for the Overview. */
export const Undeployed = ({ connectorId }: { connectorId: Id }) => {
  const deployed = useDeployed(connectorId)
  return deployed == null ? null : (
    <Suspense>
      <UndeployedSection connectorId={connectorId} deployed={deployed} />
    </Suspense>
  )
}

/** Link *Deploy…* in the head of a connector whose draft has something to deploy. */
export const DeployButton = ({ connectorId }: { connectorId: Id }) => {
  const deployed = useDeployed(connectorId)
  return deployed === null ? null : (
    <Suspense>
      <DeployLink connectorId={connectorId} deployed={deployed} />
    </Suspense>
  )
}
