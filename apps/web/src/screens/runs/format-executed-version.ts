import type { OpenedRun } from '../../features/history/api-types.ts'

/** Formats what a run executed: “The current draft”, or “revision 3 of the flow, version 2 of Acme HR”. */
export const formatExecutedVersion = ({
  isDraft,
  revisionNumber,
  version
}: Pick<OpenedRun, 'isDraft' | 'revisionNumber' | 'version'>): string => {
  if (isDraft) return 'The current draft'
  const revision = revisionNumber === 0 ? 'the draft of the flow' : `revision ${revisionNumber} of the flow`
  const parts = [
    revisionNumber !== null && revision,
    version !== null && `version ${version.number} of ${version.connectorName}`
  ].filter(part => part !== false)
  return parts.length === 0 ? '—' : parts.join(', ')
}
