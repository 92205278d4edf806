import type { UploadedDocument } from '@hookwright/api'
import { unreachable } from '../../kit/api/fault-of.ts'

/** Maximum size of a document, in bytes. */
const MOST_BYTES = 32 * 1_048_576

/** Returns the message of an error response, or a message that the server is unreachable. */
const sentenceIn = (answer: unknown): string => {
  const error: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'error') : null
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : null
  return typeof message === 'string' ? message : unreachable.message
}

/**
 * Uploads a document to the server, which parses it and keeps it for an hour.
 *
 * @throws {Error} with a message for the user
 */
export const uploadDocument = async (name: string, content: Blob): Promise<UploadedDocument> => {
  if (content.size > MOST_BYTES) {
    const size = (content.size / 1_048_576).toFixed(0)
    throw new Error(
      `${name} is ${size} MB, but a document can be at most 32 MB. Split the document, or remove descriptions and examples.`
    )
  }
  let response: Response
  try {
    response = await fetch(`/api/openapi?${new URLSearchParams({ name })}`, { method: 'POST', body: content })
  } catch {
    throw new Error(unreachable.message)
  }
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new Error(sentenceIn(answer))
  return answer as UploadedDocument
}
