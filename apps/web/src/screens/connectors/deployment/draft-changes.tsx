import type { Id } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useDraftChanges } from './use-draft-changes.ts'
import type { VersionView } from './use-versions.ts'

/** Number of changes of the draft since the deployed version, linked to the comparison. */
export const DraftChanges = ({ connectorId, deployed }: { connectorId: Id; deployed: VersionView }) => {
  const { changes } = useDraftChanges(connectorId, deployed)
  if (changes === null) return null
  if (changes.count === 0) return ', no changes since'
  return (
    <>
      {', '}
      <Link
        to="/connectors/$connectorId/compare/$before/$after"
        params={{ connectorId, before: String(deployed.number), after: 'draft' }}
        className="inline-flex min-h-6 items-center rounded-xs text-accent-text underline"
      >
        {formatCount(changes.count, 'change')} not deployed
      </Link>
    </>
  )
}

/** Link to the tab where a draft is deployed, behind another action; that one alone when there is nothing to deploy. */
export const DeployLink = ({
  connectorId,
  deployed,
  beside
}: {
  connectorId: Id
  deployed: VersionView | undefined
  beside: (look: 'primary' | 'plain') => ReactNode
}) => {
  const { changes, draft } = useDraftChanges(connectorId, deployed)
  if (draft === undefined || (deployed !== undefined && changes === null)) return null
  if (draft.flows.length === 0 || changes?.count === 0) return beside('primary')
  return (
    <>
      {beside('plain')}
      <Link
        to="/connectors/$connectorId/deployment"
        params={{ connectorId }}
        className={buttonClass({ look: 'primary' })}
      >
        Deploy…
      </Link>
    </>
  )
}

/** Difference of the draft from the deployed version, for a list of versions. */
export const DraftDifference = ({ connectorId, deployed }: { connectorId: Id; deployed: VersionView }) => {
  const { changes } = useDraftChanges(connectorId, deployed)
  if (changes === null) return null
  if (changes.count === 0) return `Same as version ${deployed.number}`
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
