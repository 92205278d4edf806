import type { Id } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Rocket } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { deployedOf } from './deployment/use-versions.ts'

// What compares two snapshots reads values with zod.
const DraftChip = lazy(() =>
  loadWithZod(() => import('./deployment/draft-chip.tsx')).then(({ DraftChip }) => ({ default: DraftChip }))
)

const useStanding = (connectorId: Id) => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  return versions === undefined ? null : { newest: versions[0], deployed: deployedOf(versions) }
}

/** Deployed version of a connector, with a mark if the draft has newer changes. */
export const Standing = ({ connectorId }: { connectorId: Id }) => {
  const standing = useStanding(connectorId)
  const isMaker = useWhyNotMaker() === null
  if (standing === null) return null
  const { newest, deployed } = standing
  const badge =
    deployed === undefined ? (
      <Badge>Not deployed</Badge>
    ) : (
      <Badge tone="ok" icon={<Rocket aria-hidden />}>
        Version {deployed.number} deployed
      </Badge>
    )
  if (!isMaker) return badge
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <Link
        to="/connectors/$connectorId/deployment"
        params={{ connectorId }}
        className="inline-flex min-h-6 items-center rounded-full"
      >
        {badge}
      </Link>
      {newest !== undefined && (
        <Suspense>
          <DraftChip connectorId={connectorId} newest={newest} />
        </Suspense>
      )}
    </span>
  )
}
