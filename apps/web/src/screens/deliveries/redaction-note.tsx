import { Notice } from '@hookwright/ui'
import type { OpenedDelivery } from '../../features/history/api-types.ts'

const listed = (places: string[]): string =>
  places.length < 2 ? places.join('') : `${places.slice(0, -1).join(', ')} and ${places.at(-1)}`

/** Returns a note on redacted data, or on data stored despite the flow's retention mode. */
export const noteOf = ({
  redaction,
  staysFor
}: Pick<OpenedDelivery, 'redaction' | 'staysFor'>): string | null => {
  if (staysFor === 'on-hold') {
    return 'Its flow keeps no data, but a run of it is on hold: what arrived and the values of its runs stay until that run has ended.'
  }
  if (staysFor === 'open') return 'Its flow keeps no data: what arrived goes when its last run has ended.'
  if (redaction === undefined) return null
  return redaction === 'due'
    ? 'Values that its flow does not keep are shown as marks already. The run needs them; they go when the last run has ended.'
    : `The values at ${listed(redaction)} are not kept: marks stand in their places here, in traces and in results. So it cannot be run again with them, and its signature cannot be checked any more.`
}

/** The same, above a view of the delivery. */
export const RedactionNote = ({ delivery }: { delivery: OpenedDelivery }) => {
  const note = noteOf(delivery)
  return note === null ? null : <Notice tone="info">{note}</Notice>
}
