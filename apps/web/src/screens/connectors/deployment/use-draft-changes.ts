import { linesOfSnapshot } from '@hookwright/engine'
import { compareFlowsOf, type FlowDifference, type Id, type VersionSnapshot } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import type { VersionView } from './use-versions.ts'

/** Differences between a draft and a version: changed flows, and names of changed settings. */
export interface DraftChanges {
  flows: FlowDifference[]
  settings: string[]
  /** Number of changed flows and settings. */
  count: number
}

const differencesOf = (one: VersionSnapshot, other: VersionSnapshot): DraftChanges => {
  const flows = compareFlowsOf(one, other)
  const { about, authentication, branding } = linesOfSnapshot(one, other)
  const settings = [...about, ...authentication, ...branding].map(({ what }) => what)
  return { flows, settings, count: flows.length + settings.length }
}

/**
 * Returns the differences between the draft and a version. `changes` is null while loading and without a
 * version. `fault` is the error as a sentence, or null.
 */
export const useDraftChanges = (
  connectorId: Id,
  version: VersionView | undefined
): { changes: DraftChanges | null; draft: VersionSnapshot | undefined; fault: string | null } => {
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
  const changes = useMemo(
    () => (draft === undefined || frozen === undefined ? null : differencesOf(frozen.snapshot, draft)),
    [draft, frozen]
  )
  return error === null
    ? { changes, draft, fault: null }
    : { changes: null, draft, fault: faultOf(error).message }
}
