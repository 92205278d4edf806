import type { Finding, Id } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { samplePlaceOf } from '../../../kit/page/local-storage.ts'
import { countOf } from './group-findings.ts'

/** Lazily loaded check of the samples. It includes the code of all cards, which is larger than the page. */
const lazySamples = lazyPart(() => import('./sample-findings.ts'))

/** Result of the latest validation of a draft. */
export interface Validation {
  findings: Finding[]
  errors: number
  warnings: number
  /** Time of the check. */
  at: number
  busy: boolean
  /**
   * Error of the latest check, as a sentence; null if it succeeded. After an error, the findings are those of
   * the previous check.
   */
  fault: string | null
  validate: () => Promise<unknown>
}

/** Returns the warnings about the connector's events that follow from the samples stored in this browser. */
const useSampleFindings = (connectorId: Id): { findings: Finding[]; refetch: () => Promise<unknown> } => {
  const { data: flows, refetch } = useQuery({
    ...useTrpc().makerFlows.list.queryOptions({ connectorId }),
    staleTime: 0
  })
  const hasSamples = flows?.some(({ id }) => localStorage.getItem(samplePlaceOf(id)) !== null) ?? false
  const samples = useLazy(lazySamples, hasSamples)
  const findings = useMemo(() => samples?.storedSampleFindings(flows ?? []) ?? [], [samples, flows])
  return { findings, refetch }
}

/** Returns the validation of the draft, repeated each time the page is opened and after every save. */
export const useValidation = (connectorId: Id): Validation => {
  const { data, dataUpdatedAt, error, isFetching, refetch } = useSuspenseQuery({
    ...useTrpc().versions.validate.queryOptions({ connectorId }),
    staleTime: 0
  })
  const samples = useSampleFindings(connectorId)
  const findings = useMemo(() => [...data, ...samples.findings], [data, samples.findings])
  return {
    findings,
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    at: dataUpdatedAt,
    busy: isFetching,
    fault: error === null ? null : faultOf(error).message,
    validate: () => Promise.all([refetch(), samples.refetch()])
  }
}
