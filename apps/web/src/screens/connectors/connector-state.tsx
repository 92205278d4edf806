import type { Id } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { deployedOf } from './deployment/use-versions.ts'

/**
 * Lazily loaded comparison of the draft with a version. It is loaded with zod, which comparing snapshots
 * requires.
 */
export const lazyChanges = lazyPart(() => loadWithZod(() => import('./deployment/draft-changes.tsx')))
const lazyUndeployed = lazyPart(() => loadWithZod(() => import('./overview/undeployed-section.tsx')))

/** Returns the deployed version, undefined for none, or null while loading. */
const useDeployed = (connectorId: Id) => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  return versions === undefined ? null : deployedOf(versions)
}

/**
 * Description of a connector, preceded by its version and undeployed changes: `v1, 2 changes not deployed ·
 * People and their jobs`.
 */
export const ConnectorAbout = ({ connectorId, description }: { connectorId: Id; description: string }) => {
  const deployed = useDeployed(connectorId)
  const changes = useLazy(lazyChanges, useWhyNotMaker() === null && deployed != null)
  if (deployed === null) return description
  if (deployed === undefined) return ['Not deployed', description].filter(Boolean).join(' · ')
  if (changes === null) return description === '' ? `v${deployed.number}` : description
  return <changes.DraftAbout connectorId={connectorId} deployed={deployed} description={description} />
}

/** Section of the Overview with the changes that are not deployed. */
export const Undeployed = ({ connectorId }: { connectorId: Id }) => {
  const deployed = useDeployed(connectorId)
  const section = useLazy(lazyUndeployed, deployed != null)
  if (deployed == null || section === null) return null
  return <section.UndeployedSection connectorId={connectorId} deployed={deployed} />
}

const lazyNewFlow = lazyPart(() => import('./flows/new-flow-button.tsx'))

/**
 * Buttons in the header of a connector: *Deploy…* if its draft can be deployed. *New flow* is shown if
 * `withNewFlow` is set.
 */
export const ConnectorHeadActions = ({
  connectorId,
  withNewFlow
}: {
  connectorId: Id
  withNewFlow: boolean
}) => {
  const deployed = useDeployed(connectorId)
  const changes = useLazy(lazyChanges, deployed !== null)
  const newFlow = useLazy(lazyNewFlow, withNewFlow)
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
