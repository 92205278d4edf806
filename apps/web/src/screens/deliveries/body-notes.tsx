import { inexactNumberIn } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { repeatedKeyIn } from './repeated-key.ts'

/** Properties of a delivery that describe how its body was parsed. */
type BodyFacts = Pick<OpenedDelivery, 'contentType'> & {
  arrival: Pick<
    NonNullable<OpenedDelivery['arrival']>,
    'body' | 'text' | 'keptAsText' | 'hasInvalidBytes'
  > | null
  outputs: Pick<NonNullable<OpenedDelivery['outputs']>, 'missing'> | null
}

/** Maximum length of a body that is inspected for inexact numbers and repeated keys, in characters. */
const MOST_INSPECTED = 200_000

/**
 * Returns notes on a JSON body whose parsed values differ from its text. For example: “The body contains the
 * key “id” twice in one object. Only the last value is used.”
 */
const readNotes = (body: unknown, text: string | null): string[] => {
  if (text === null || text.length > MOST_INSPECTED || typeof body !== 'object') return []
  const number = inexactNumberIn(text)
  const key = repeatedKeyIn(text)
  return [
    ...(number === null
      ? []
      : [
          `The number ${number.slice(0, 40)} has too many digits for the type Number, so the flow receives it as Text.`
        ]),
    ...(key === null
      ? []
      : [`The body contains the key “${key.slice(0, 40)}” twice in one object. Only the last value is used.`])
  ]
}

/** Returns notes on the body of an accepted delivery: invalid bytes, inexact numbers, or missing fields. */
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
          `The body is ${body === '' ? 'empty' : 'plain text'} (${type}), so it has no fields, but the event expects fields.`
        ]
      : [])
  ]
}

/** Notices with the notes on a delivery's body. */
export const BodyNotes = ({ delivery }: { delivery: OpenedDelivery }) =>
  bodyNotes(delivery).map(note => (
    <Notice key={note} tone="warn">
      {note}
    </Notice>
  ))
