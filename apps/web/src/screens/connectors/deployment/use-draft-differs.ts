import { linesOfSnapshot } from '@hookwright/engine'
import { compareFlowsOf, type Id, type VersionSnapshot } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import type { VersionView } from './use-versions.ts'

/** Returns true when two snapshots of a connector differ. */
const differ = (one: VersionSnapshot, other: VersionSnapshot): boolean => {
  if (compareFlowsOf(one, other).length > 0) return true
  const { about, authentication, branding } = linesOfSnapshot(one, other)
  return about.length + authentication.length + branding.length > 0
}

/**
 * Returns whether the draft differs from a version. `differs` is null while that is unknown or while there is no version;
 * `fault` is a sentence if it could not be determined.
 */
export const useDraftDiffers = (
  connectorId: Id,
  version: VersionView | undefined
): { differs: boolean | null; fault: string | null } => {
  const trpc = useTrpc()
  const { data: draft, error: noDraft } = useQuery({
    ...trpc.versions.draft.queryOptions({ connectorId }),
    staleTime: 0
  })
  const { data: frozen, error: noVersion } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: version?.id ?? '' }),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY
  })
  const error = noDraft ?? noVersion
  const differs = useMemo(
    () => (draft === undefined || frozen === undefined ? null : differ(frozen.snapshot, draft)),
    [draft, frozen]
  )
  return error === null ? { differs, fault: null } : { differs: null, fault: faultOf(error).message }
}
