import type { Finding, Id } from '@hookwright/model'
import { useSuspenseQuery } from '@tanstack/react-query'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { countOf } from './group-findings.ts'

/** Result of the latest validation of a draft. */
export interface Validation {
  findings: Finding[]
  errors: number
  warnings: number
  /** Time of the check. */
  at: number
  busy: boolean
  /** Reason why the last check failed, as a sentence. The result is that of the check before. */
  fault: string | null
  validate: () => Promise<unknown>
}

/** Validation of the draft, repeated each time the page is opened and after every save. */
export const useValidation = (connectorId: Id): Validation => {
  const { data, dataUpdatedAt, error, isFetching, refetch } = useSuspenseQuery({
    ...useTrpc().versions.validate.queryOptions({ connectorId }),
    staleTime: 0
  })
  return {
    findings: data,
    errors: countOf(data, 'error'),
    warnings: countOf(data, 'warning'),
    at: dataUpdatedAt,
    busy: isFetching,
    fault: error === null ? null : faultOf(error).message,
    validate: () => refetch()
  }
}
