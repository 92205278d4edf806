import { setImmediate as nextTurn } from 'node:timers/promises'
import type { UnparsedBody } from '@hookwright/backend'
import type { ReadBody } from '@hookwright/model'
import { type JsonPiece, readPieces, writePieces } from './json-pieces.ts'

/** Body for the thread to parse. */
export type BodyQuestion = UnparsedBody

/**
 * Message with a parsed body. Values other than texts are sent as pieces of JSON, which is faster than a
 * structured clone. The receiver reads one piece per turn of the event loop.
 */
export type BodyAnswer = Omit<ReadBody, 'value'> &
  ({ is: 'text'; text: string } | { is: 'json'; pieces: JsonPiece[] })

/** Writes a parsed body as a message. */
export const bodyAnswerOf = ({ value, ...rest }: ReadBody): BodyAnswer =>
  typeof value === 'string'
    ? { ...rest, is: 'text', text: value }
    : { ...rest, is: 'json', pieces: [...writePieces(value)] }

/** Reads a parsed body from a message without blocking the event loop. */
export const bodyIn = async (answer: BodyAnswer): Promise<ReadBody> => {
  if (answer.is === 'text') {
    const { is: _, text: value, ...rest } = answer
    return { ...rest, value }
  }
  const { is: _, pieces, ...rest } = answer
  return { ...rest, value: await readPieces(pieces, nextTurn) }
}
