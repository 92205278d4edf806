import type { Id, ReadBody } from '@hookwright/model'

/** Body of a delivery, to be parsed by its content type. */
export interface UnparsedBody {
  id: Id
  contentType: string
  body: Uint8Array
}

/** Thread that parses large bodies, so that they hold up nothing else. */
export interface BodyThread {
  /**
   * Parses a body within a time limit. Never rejects: what takes longer, or ends the thread, is text with a sentence that
   * says so.
   */
  parse: (unparsed: UnparsedBody) => Promise<ReadBody>
}
