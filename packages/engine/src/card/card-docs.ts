import type { Json, JsonObject } from '@hookwright/model'

/** Documentation of a card for those who use it. */
export interface CardDocs {
  /** Description in sentences. */
  help: string
  /** The card at work: shown with its help, run by a test. */
  example?: { config: JsonObject; inputs: Record<string, Json>; outputs: Record<string, Json> }
}
