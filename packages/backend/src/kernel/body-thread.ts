import type { Id, ReadBody } from '@hookwright/model'

/** Body of a delivery to parse by its content type. */
export interface UnparsedBody {
  id: Id
  contentType: string
  body: Uint8Array
}

/** Thread that parses large bodies without blocking the event loop. */
export interface BodyThread {
  /**
   * Parses a body within a time limit. Never rejects: a body that takes longer or crashes the
   * thread becomes text with an explanation.
   */
  parse: (unparsed: UnparsedBody) => Promise<ReadBody>
}
