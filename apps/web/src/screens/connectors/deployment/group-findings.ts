import type { Finding, Id, Severity } from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'

/** Findings of one flow, or of the connector as a whole. */
export interface FindingGroup {
  flowId: Id | null
  /** Name of the flow; null for the connector itself, and for a flow without a name. */
  flowName: string | null
  findings: Finding[]
}

/** Groups findings by flow and keeps their order. The connector's own findings come first. */
export const groupFindings = (findings: readonly Finding[]): FindingGroup[] => {
  const groups = new Map<Id | null, FindingGroup>()
  for (const finding of findings) {
    const { flowId, flowName } = finding
    const group = groups.get(flowId) ?? { flowId, flowName, findings: [] }
    group.findings.push(finding)
    groups.set(flowId, group)
  }
  const own = groups.get(null)
  groups.delete(null)
  return own === undefined ? [...groups.values()] : [own, ...groups.values()]
}

/** Returns the number of findings of a severity. */
export const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter(finding => finding.severity === severity).length

/** Formats the number of errors or warnings. */
export const formatFindingCount = (count: number, severity: Severity): string => formatCount(count, severity)

/** Codes of findings about the name of a flow. They are fixed by renaming the flow. */
const aboutNames: readonly Finding['code'][] = [
  'CBDE000001H',
  'CBDE000003H',
  'CBDE000005H',
  'CBDE000007H',
  'HW-name'
]

/** Returns where a finding is fixed on the canvas: a card and field, or the name dialog. */
export const placeOfFinding = ({
  code,
  cardId,
  field
}: Finding): { card?: string; field?: string; dialog?: string } => {
  if (cardId !== null) return { card: cardId, ...(field !== null && { field }) }
  return aboutNames.includes(code) ? { dialog: 'name' } : {}
}
