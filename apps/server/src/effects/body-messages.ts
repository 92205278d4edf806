import type { UnparsedBody } from '@hookwright/backend'
import type { ReadBody } from '@hookwright/model'

/** Body that the thread has to parse. */
export type BodyQuestion = UnparsedBody

/** Result of the thread: a value other than a text goes as JSON, which is read faster than a structured clone. */
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
