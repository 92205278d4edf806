import { linesOfSnapshot } from '@hookwright/engine'
import { compareFlowsOf, type Id, type VersionSnapshot } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTrpc } from '../../api/use-api.tsx'
import type { VersionTold } from './use-versions.ts'

/** True when anything differs between two snapshots of a connector. */
const differ = (one: VersionSnapshot, other: VersionSnapshot): boolean => {
  if (compareFlowsOf(one, other).length > 0) return true
  const { about, authentication, branding } = linesOfSnapshot(one, other)
  return about.length + authentication.length + branding.length > 0
}

/** Whether the draft differs from a version; null while that is not known, or while there is no version. */
export const useDraftDiffers = (connectorId: Id, version: VersionTold | undefined): boolean | null => {
  const trpc = useTrpc()
  const { data: draft } = useQuery({ ...trpc.versions.draft.queryOptions({ connectorId }), staleTime: 0 })
  const { data: frozen } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: version?.id ?? '' }),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY
  })
  return useMemo(
    () => (draft === undefined || frozen === undefined ? null : differ(frozen.snapshot, draft)),
    [draft, frozen]
  )
}
