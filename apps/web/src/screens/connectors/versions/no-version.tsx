import type { Id } from '@hookwright/model'
import { buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { usePageTitle } from '../../../kit/page/use-page-title.ts'

/** Empty state for a version number that the connector does not have. */
export const NoVersion = ({ connectorId, number }: { connectorId: Id; number: string }) => {
  usePageTitle('Version not found')
  return (
    <EmptyState
      alone
      title={`Version ${number} not found`}
      action={
        <Link
          to="/connectors/$connectorId/deployment"
          params={{ connectorId }}
          className={buttonClass({ look: 'primary' })}
        >
          Show versions
        </Link>
      }
    >
      This connector does not have the version in the link. Choose one of its versions.
    </EmptyState>
  )
}
