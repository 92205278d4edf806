import type { Id } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useDraftChanges } from './use-draft-changes.ts'
import type { VersionView } from './use-versions.ts'

/**
 * Description of a connector, preceded by the deployed version and a link to its undeployed changes. Without
 * changes, only the description.
 */
export const DraftAbout = ({
  connectorId,
  deployed,
  description
}: {
  connectorId: Id
  deployed: VersionView
  description: string
}) => {
  const { changes } = useDraftChanges(connectorId, deployed)
  const version = `v${deployed.number}`
  if (changes === null) return description === '' ? version : description
  if (changes.count === 0) return description === '' ? `${version}, same as the draft` : description
  return (
    <>
      {version},{' '}
      <Link
        to="/connectors/$connectorId/compare/$before/$after"
        params={{ connectorId, before: String(deployed.number), after: 'draft' }}
        className="inline-flex min-h-6 items-center rounded-xs text-accent-text underline"
      >
        {formatCount(changes.count, 'change')} not deployed
      </Link>
      {description !== '' && ` · ${description}`}
    </>
  )
}

/**
 * Link to the tab that deploys a draft. Renders nothing if there are no undeployed changes, or while they are
 * loading.
 */
export const DeployLink = ({
  connectorId,
  deployed,
  onDeployable
}: {
  connectorId: Id
  deployed: VersionView | undefined
  /** Called with true if the draft can be deployed, and with null while that is not known. */
  onDeployable: (isDeployable: boolean | null) => void
}) => {
  const { changes, draft } = useDraftChanges(connectorId, deployed)
  const isUnknown = draft === undefined || (deployed !== undefined && changes === null)
  const isDeployable = isUnknown ? null : draft.flows.length > 0 && changes?.count !== 0
  useEffect(() => onDeployable(isDeployable), [isDeployable, onDeployable])
  if (isDeployable !== true) return null
  return (
    <Link
      to="/connectors/$connectorId/deployment"
      params={{ connectorId }}
      className={buttonClass({ look: 'primary' })}
    >
      Deploy…
    </Link>
  )
}

/** Shows how the draft differs from the deployed version, for its row in a list of versions. */
export const DraftDifference = ({ connectorId, deployed }: { connectorId: Id; deployed: VersionView }) => {
  const { changes } = useDraftChanges(connectorId, deployed)
  if (changes === null) return null
  if (changes.count === 0) return 'No changes'
  return (
    <Link
      to="/connectors/$connectorId/compare/$before/$after"
      params={{ connectorId, before: String(deployed.number), after: 'draft' }}
      className="rounded-xs text-accent-text hover:underline"
    >
      {formatCount(changes.count, 'change')} since version {deployed.number}
    </Link>
  )
}
