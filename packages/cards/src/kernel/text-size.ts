import { Fault, MOST_TEXT, megabytes } from '@hookwright/model'

/** Checks the length of a text before the text is built. Throws `card.failed` if it is too long. */
export const checkTextLength = (length: number, card: string): void => {
  if (length <= MOST_TEXT) return
  throw new Fault('card.failed', {
    message: `“${card}” would create a Text of more than ${megabytes(MOST_TEXT)} MB. Use shorter or fewer texts.`
  })
}

/**
 * Returns the maximum length of these values when joined by a separator. A value that is not a text counts as
 * the longest number.
 */
export const joinedLength = (texts: readonly unknown[], separator: string): number =>
  texts.reduce<number>(
    (sum, each) => sum + (typeof each === 'string' ? each.length : 24),
    separator.length * Math.max(0, texts.length - 1)
  )
