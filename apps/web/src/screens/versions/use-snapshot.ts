import type { Id, VersionSnapshot } from '@hookwright/model'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useVersions, type VersionView } from '../connectors/deployment/use-versions.ts'

/** The version with this number, as it stands in an address; null where there is none. */
export const useVersionOf = (connectorId: Id, number: string): VersionView | null =>
  useVersions(connectorId).find(version => String(version.number) === number) ?? null

/** Queries the snapshot of a version. It never changes, so it is fetched once. */
export const useSnapshot = (versionId: Id): VersionSnapshot =>
  useSuspenseQuery({
    ...useTrpc().versions.get.queryOptions({ versionId }),
    staleTime: Number.POSITIVE_INFINITY
  }).data.snapshot
