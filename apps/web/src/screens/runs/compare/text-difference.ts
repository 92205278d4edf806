import { formatCount } from '../../../kit/page/format-count.ts'
/** Two texts split into common start, differing middle and common end. */
export interface TextDifference {
  before: string
  old: string
  next: string
  after: string
}

/**
 * Number of equal characters shown before and after the difference. The next constant is the maximum number
 * of differing characters shown.
 */
const AROUND = 40
const MOST = 400

const clipped = (text: string): string =>
  text.length > MOST ? `${text.slice(0, MOST)}… (${formatCount(text.length, 'character')})` : text

/** Returns true if the position is between the two halves of a surrogate pair. */
const splits = (text: string, at: number): boolean => {
  const [half, other] = [text.charCodeAt(at - 1), text.charCodeAt(at)]
  return half >= 0xd800 && half < 0xdc00 && other >= 0xdc00 && other < 0xe000
}

const isOfWord = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at))

/**
 * Returns the number of characters from a position back to the start of its word; 0 if it is more than
 * `AROUND`.
 */
const backToWord = (old: string, next: string, at: number): number => {
  const isInside = isOfWord(old, at) || isOfWord(next, at)
  for (let back = 0; isInside && back <= AROUND && back <= at; back += 1)
    if (back === at || !isOfWord(old, at - back - 1)) return back
  return 0
}

/**
 * Returns the part in which two texts differ, with some equal text around it. The part starts at the
 * beginning of a word.
 */
export const textDifference = (old: string, next: string): TextDifference => {
  const shorter = Math.min(old.length, next.length)
  let start = 0
  while (start < shorter && old[start] === next[start]) start += 1
  start -= backToWord(old, next, start)
  if (start > 0 && (splits(old, start) || splits(next, start))) start -= 1
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === next.at(-1 - end)) end += 1
  if (end > 0 && (splits(old, old.length - end) || splits(next, next.length - end))) end -= 1
  const [before, after] = [old.slice(0, start), old.slice(old.length - end)]
  return {
    before: before.length > AROUND ? `…${before.slice(-AROUND)}` : before,
    old: clipped(old.slice(start, old.length - end)),
    next: clipped(next.slice(start, next.length - end)),
    after: after.length > AROUND ? `${after.slice(0, AROUND)}…` : after
  }
}
