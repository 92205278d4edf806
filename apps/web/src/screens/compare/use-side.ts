import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import type { VersionView } from '../connectors/deployment/use-versions.ts'
import { DRAFT, type Side } from './compared-side.ts'

/**
 * Returns a version as a side of a comparison, or the draft if `version` is null. `null` while loading.
 * Throws the server's error.
 */
export const useSide = (connectorId: Id, version: VersionView | null): Side | null => {
  const trpc = useTrpc()
  const { data: draft } = useQuery({
    ...trpc.versions.draft.queryOptions({ connectorId }),
    enabled: version === null,
    staleTime: 0,
    throwOnError: true
  })
  const { data: frozen } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: version?.id ?? '' }),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: true
  })
  const number = version?.number ?? null
  const snapshot = number === null ? draft : frozen?.snapshot
  return useMemo(() => {
    if (snapshot === undefined) return null
    return number === null
      ? { key: DRAFT, name: 'Draft', snapshot }
      : { key: String(number), name: `Version ${number}`, snapshot }
  }, [number, snapshot])
}
