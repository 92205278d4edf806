import type { Id } from '@hookwright/model'
import { buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { usePageTitle } from '../../kit/page/use-page-title.ts'

/** Empty state for a version number that the connector does not have. */
export const NoVersion = ({ connectorId, number }: { connectorId: Id; number: string }) => {
  usePageTitle('No such version')
  return (
    <EmptyState
      className="my-auto"
      icon={<SearchX />}
      title={`There is no version ${number}`}
      action={
        <Link
          to="/connectors/$connectorId/deployment"
          params={{ connectorId }}
          className={buttonClass({ look: 'primary' })}
        >
          Look at the versions
        </Link>
      }
    >
      The address names a version that this connector does not have; choose one among those that it has.
    </EmptyState>
  )
}
