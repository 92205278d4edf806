import { Notice } from '@hookwright/ui'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { formatList } from '../../kit/page/format-count.ts'

/**
 * Returns a note on redacted values (“The values at … are replaced by a placeholder”), or on data kept
 * although the flow saves none. Null if neither applies.
 */
export const noteOf = ({
  redaction,
  staysFor
}: Pick<OpenedDelivery, 'redaction' | 'staysFor'>): string | null => {
  if (staysFor === 'on-hold') {
    return 'The flow saves no data, but a run is on hold. The request and the values of its runs are kept until that run ends.'
  }
  if (staysFor === 'open') return 'The flow saves no data. The request is erased when its last run ends.'
  if (redaction === undefined) return null
  return redaction === 'due'
    ? 'Redacted values are shown as a placeholder. The values are erased when the last run ends.'
    : `The values at ${formatList(redaction)} are replaced by a placeholder here, in traces and in results. The delivery cannot be replayed with them, and its signature can no longer be verified.`
}

/** Note on redacted data, shown above a tab of the delivery. */
export const RedactionNote = ({ delivery }: { delivery: OpenedDelivery }) => {
  const note = noteOf(delivery)
  return note === null ? null : <Notice tone="info">{note}</Notice>
}
