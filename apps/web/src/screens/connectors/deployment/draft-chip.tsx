import type { Id } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { PencilLine } from 'lucide-react'
import { useDraftDiffers } from './use-draft-differs.ts'
import type { VersionView } from './use-versions.ts'

/** Chip for a draft that differs from the newest version, linked to the comparison. */
export const DraftChip = ({ connectorId, newest }: { connectorId: Id; newest: VersionView }) => {
  if (useDraftDiffers(connectorId, newest).differs !== true) return null
  return (
    <Link
      to="/connectors/$connectorId/compare/$before/$after"
      params={{ connectorId, before: String(newest.number), after: 'draft' }}
      className="inline-flex min-h-6 items-center rounded-full"
    >
      <Badge tone="accent" icon={<PencilLine aria-hidden />}>
        Draft changed since version {newest.number}
      </Badge>
    </Link>
  )
}
