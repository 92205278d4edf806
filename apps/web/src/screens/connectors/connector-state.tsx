import type { Id } from '@hookwright/model'
import { late, useLate } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { deployedOf } from './deployment/use-versions.ts'

/** Comparison of the draft with a version. What compares two snapshots reads values with zod. */
export const lateChanges = late(() => loadWithZod(() => import('./deployment/draft-changes.tsx')))
const lateUndeployed = late(() => loadWithZod(() => import('./overview/undeployed-section.tsx')))

/** Returns the deployed version, undefined for none, or null while loading. */
const useDeployed = (connectorId: Id) => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  return versions === undefined ? null : deployedOf(versions)
}

/**
 * Description of a connector, after its version where something is not deployed: `v1, 2 changes not deployed · People and
 * their jobs`. Without a description, its version.
 */
export const ConnectorAbout = ({ connectorId, description }: { connectorId: Id; description: string }) => {
  const deployed = useDeployed(connectorId)
  const changes = useLate(lateChanges, useWhyNotMaker() === null && deployed != null)
  if (deployed === null) return description
  if (deployed === undefined) return ['Not deployed', description].filter(Boolean).join(' · ')
  if (changes === null) return description === '' ? `v${deployed.number}` : description
  return <changes.DraftAbout connectorId={connectorId} deployed={deployed} description={description} />
}

/** Section of the changes that are not deployed, for the Overview. */
export const Undeployed = ({ connectorId }: { connectorId: Id }) => {
  const deployed = useDeployed(connectorId)
  const section = useLate(lateUndeployed, deployed != null)
  if (deployed == null || section === null) return null
  return <section.UndeployedSection connectorId={connectorId} deployed={deployed} />
}

const lateNewFlow = late(() => import('./flows/new-flow-button.tsx'))

/** Actions in the head of a connector: *Deploy…* when its draft has something to deploy and, where wanted, *New flow*. */
export const ConnectorHeadActions = ({
  connectorId,
  withNewFlow
}: {
  connectorId: Id
  withNewFlow: boolean
}) => {
  const deployed = useDeployed(connectorId)
  const changes = useLate(lateChanges, deployed !== null)
  const newFlow = useLate(lateNewFlow, withNewFlow)
  // Null while unknown, also when a query fails; New flow waits for neither.
  const [isDeployable, setDeployable] = useState<boolean | null>(null)
  return (
    <>
      {withNewFlow && newFlow !== null && (
        <Suspense fallback={null}>
          <newFlow.NewFlowButton look={isDeployable === false ? 'primary' : 'plain'} />
        </Suspense>
      )}
      {deployed !== null && changes !== null && (
        <changes.DeployLink connectorId={connectorId} deployed={deployed} onDeployable={setDeployable} />
      )}
    </>
  )
}
