import type { Json, JsonObject } from '@hookwright/model'

/** What is told of a card to those who map it. */
export interface CardDocs {
  /** What it does, in sentences. */
  help: string
  /** The card at work: shown with its help, run by a test. */
  example?: { config: JsonObject; inputs: Record<string, Json>; outputs: Record<string, Json> }
}
