/** Number of code points before a position of a text, or in all of it: the letters that Text Segment counts. */
export const characterCount = (text: string, end = text.length): number => {
  let count = 0
  for (let at = 0; at < end; at++) {
    const isPair = (text.codePointAt(at) ?? 0) > 0xffff
    if (isPair) at++
    count++
  }
  return count
}
