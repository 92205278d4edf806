import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { countOf } from '../deployment/group-findings.ts'

/** Returns a function that returns the number of warnings of a flow; 0 while loading. */
export const useFlowWarnings = (connectorId: Id): ((flowId: Id) => number) => {
  const { data: findings = [] } = useQuery(useTrpc().versions.validate.queryOptions({ connectorId }))
  return flowId =>
    countOf(
      findings.filter(finding => finding.flowId === flowId),
      'warning'
    )
}
