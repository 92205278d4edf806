import { Notice } from '@hookwright/ui'
import type { OpenedDelivery } from '../../features/history/api-types.ts'

/** Part of a delivery that says how its body was read. */
type BodyFacts = Pick<OpenedDelivery, 'contentType'> & {
  arrival: Pick<NonNullable<OpenedDelivery['arrival']>, 'body' | 'keptAsText' | 'hasInvalidBytes'> | null
  outputs: Pick<NonNullable<OpenedDelivery['outputs']>, 'missing'> | null
}

/** Returns what somebody should know of a body that was accepted and is not what the event expects. */
export const bodyNotes = ({ arrival, outputs, contentType }: BodyFacts): string[] => {
  if (arrival === null) return []
  const { body, keptAsText, hasInvalidBytes } = arrival
  const lacksFields = (outputs?.missing?.places.length ?? 0) > 0 || outputs?.missing?.list?.is === 'missing'
  const type = contentType === '' ? 'no content type' : contentType
  return [
    ...(hasInvalidBytes
      ? [
          'The body contains bytes that are not valid in its charset. They were replaced, so texts may be damaged.'
        ]
      : []),
    ...(keptAsText === null ? [] : [keptAsText]),
    ...(keptAsText === null && typeof body === 'string' && lacksFields
      ? [
          `The body is ${body === '' ? 'empty' : 'plain text'} (${type}), so it has no fields. The event expects some.`
        ]
      : [])
  ]
}

/** The notes, above the summary of the delivery. */
export const BodyNotes = ({ delivery }: { delivery: OpenedDelivery }) =>
  bodyNotes(delivery).map(note => (
    <Notice key={note} tone="warn">
      {note}
    </Notice>
  ))
