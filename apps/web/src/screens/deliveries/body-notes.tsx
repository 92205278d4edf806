import { inexactNumberIn } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { repeatedKeyIn } from './repeated-key.ts'

/** Part of a delivery that says how its body was read. */
type BodyFacts = Pick<OpenedDelivery, 'contentType'> & {
  arrival: Pick<
    NonNullable<OpenedDelivery['arrival']>,
    'body' | 'text' | 'keptAsText' | 'hasInvalidBytes'
  > | null
  outputs: Pick<NonNullable<OpenedDelivery['outputs']>, 'missing'> | null
}

/** Number of characters of a body up to which its numbers and keys are inspected. */
const MOST_INSPECTED = 200_000

/** Returns what differs between a body that was read as JSON and its text: a number kept as Text, and a key that is repeated. */
const readNotes = (body: unknown, text: string | null): string[] => {
  if (text === null || text.length > MOST_INSPECTED || typeof body !== 'object') return []
  const number = inexactNumberIn(text)
  const key = repeatedKeyIn(text)
  return [
    ...(number === null
      ? []
      : [`The number ${number.slice(0, 40)} would lose digits as a Number, so the flow gets it as Text.`]),
    ...(key === null
      ? []
      : [`The body contains the key “${key.slice(0, 40)}” twice in one object. Only its last value counts.`])
  ]
}

/** Returns notes on an accepted body that differs from the expectation of its event. */
export const bodyNotes = ({ arrival, outputs, contentType }: BodyFacts): string[] => {
  if (arrival === null) return []
  const { body, text, keptAsText, hasInvalidBytes } = arrival
  const lacksFields = (outputs?.missing?.places.length ?? 0) > 0 || outputs?.missing?.list?.is === 'missing'
  const type = contentType === '' ? 'no content type' : contentType
  return [
    ...(hasInvalidBytes
      ? [
          'The body contains bytes that are not valid in its charset. They were replaced, so texts may be damaged.'
        ]
      : []),
    ...(keptAsText === null ? readNotes(body, text) : [keptAsText]),
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
