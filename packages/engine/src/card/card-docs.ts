import type { Json, JsonObject } from '@hookwright/model'

/** Documentation of a card for those who use it. */
export interface CardDocs {
  /** Fragment of at most 42 characters, shown below the title where cards are listed. */
  summary?: string
  /** Other words for the card that a search finds, in lower case, the closest first. */
  aliases?: readonly string[]
  /** Description in sentences. */
  help: string
  /** The card at work: shown with its help, run by a test. */
  example?: { config: JsonObject; inputs: Record<string, Json>; outputs: Record<string, Json> }
}
