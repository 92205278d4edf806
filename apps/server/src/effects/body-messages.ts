import type { UnparsedBody } from '@hookwright/backend'
import type { ReadBody } from '@hookwright/model'

/** Body for the thread to parse. */
export type BodyQuestion = UnparsedBody

/** Result from the thread. Values other than texts are passed as JSON, which is faster than a structured clone. */
export interface BodyAnswer extends Omit<ReadBody, 'value'> {
  is: 'text' | 'json'
  text: string
}

/** Writes a parsed body as a message. */
export const bodyAnswerOf = ({ value, ...rest }: ReadBody): BodyAnswer =>
  typeof value === 'string'
    ? { ...rest, is: 'text', text: value }
    : { ...rest, is: 'json', text: JSON.stringify(value) }

/** Reads a parsed body from a message. */
export const bodyIn = ({ is, text, ...rest }: BodyAnswer): ReadBody => ({
  ...rest,
  value: is === 'text' ? text : JSON.parse(text)
})
