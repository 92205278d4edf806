/** Something that a card is better off with, but that blocks nothing: no version and no turning on. */
export interface CardWarning {
  /** A sentence: the consequence, and what to do. */
  message: string
  /** The dialog in which it is fixed; absent where the card itself is the place. */
  dialog?: string
}
