/**
 * Returns the number of code points in a text, up to an index. Text Segment counts characters in the same
 * way.
 */
export const characterCount = (text: string, end = text.length): number => {
  let count = 0
  for (let at = 0; at < end; at++) {
    const isPair = (text.codePointAt(at) ?? 0) > 0xffff
    if (isPair) at++
    count++
  }
  return count
}
