import { MAX_LINES } from './measures.ts'

/** Returns the number of lines of a text in its field. */
export const linesOf = (text: string, least = 1): number =>
  Math.min(MAX_LINES, Math.max(least, text.split('\n').length))

/**
 * Widths of the ASCII characters from the space on, in the font Inter at a small size. Unit: hundredths of
 * the font size.
 */
const ascii = [
  27, 30, 48, 64, 64, 99, 65, 31, 37, 37, 51, 66, 30, 46, 30, 37, 64, 41, 61, 62, 65, 60, 63, 57, 62, 63, 30,
  31, 66, 66, 66, 52, 97, 70, 66, 73, 72, 60, 59, 75, 74, 27, 57, 68, 57, 91, 75, 77, 64, 77, 65, 64, 65, 74,
  70, 99, 69, 69, 63, 37, 37, 37, 47, 46, 33, 56, 62, 57, 62, 59, 38, 62, 60, 25, 25, 55, 25, 88, 60, 60, 62,
  62, 38, 53, 33, 60, 57, 82, 55, 57, 56, 43, 34, 43, 66
]
const widths = new Map([
  ...ascii.map((width, index): [string, number] => [String.fromCharCode(32 + index), width]),
  ['“', 46],
  ['”', 46],
  ['‘', 27],
  ['’', 27],
  ['–', 50],
  ['…', 89],
  ['·', 30]
])

/** Width of characters that are not listed: the full font size. */
const WIDEST = 100
const SPACE = 27

const widthOf = (word: string): number =>
  [...word].reduce((sum, letter) => sum + (widths.get(letter) ?? WIDEST), 0)

/**
 * Estimates the number of lines that a text needs, as an upper bound. It adds up character widths, because
 * the canvas does not measure the DOM.
 * @param room the width of a line, in pixels
 * @param size the size of the font, in pixels
 */
export const linesOfText = (text: string, room: number, size: number): number => {
  const most = (room / size) * 100
  let lines = 1
  let used = 0
  // A line also ends after a hyphen between letters.
  const parts = text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap(word =>
      (word.includes('-') ? word.split(/(?<=\p{L}-)(?=\p{L})/u) : [word]).map((part, index) => ({
        part,
        isFirst: index === 0
      }))
    )
  for (const { part, isFirst } of parts) {
    const width = widthOf(part)
    const gap = used === 0 || !isFirst ? 0 : SPACE
    if (used + gap + width <= most) {
      used += gap + width
      continue
    }
    // A word that is longer than a line is broken.
    const broken = Math.max(0, Math.ceil(width / most) - 1)
    lines += (used === 0 ? 0 : 1) + broken
    used = width - broken * most
  }
  return lines
}
