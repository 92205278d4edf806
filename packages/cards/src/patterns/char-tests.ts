/** Function that returns true for the code points that a part of a pattern matches, such as `\d`. */
export type CharTest = (code: number) => boolean

/** Returns a test for a range of code points, both ends included. */
export const inRange =
  (from: number, to: number): CharTest =>
  code =>
    code >= from && code <= to

/** Returns a test for code points that match any of several tests. */
export const anyOf =
  (tests: readonly CharTest[]): CharTest =>
  code =>
    tests.some(test => test(code))

/** Returns a test for code points that do not match another test. */
export const notOf =
  (test: CharTest): CharTest =>
  code =>
    !test(code)

const digit = inRange(48, 57)

/** Test for `\w`: letters, digits and underscore of ASCII, as in JavaScript. */
export const wordChar = anyOf([digit, inRange(65, 90), inRange(97, 122), inRange(95, 95)])

const space: CharTest = code => /^\s$/u.test(String.fromCodePoint(code))

/** Tests of the escapes such as `\d`, by the letter after the backslash. */
export const classes: ReadonlyMap<string, CharTest> = new Map([
  ['d', digit],
  ['D', notOf(digit)],
  ['w', wordChar],
  ['W', notOf(wordChar)],
  ['s', space],
  ['S', notOf(space)]
])

/** Returns the test for a Unicode property, such as `L` or `Script=Greek`. `null` for an unknown property. */
export const propertyTest = (name: string): CharTest | null => {
  if (!/^\w{1,50}(?:=\w{1,50})?$/.test(name)) return null
  try {
    const property = new RegExp(`^\\p{${name}}$`, 'u')
    return code => property.test(String.fromCodePoint(code))
  } catch {
    return null
  }
}

/**
 * Returns the code point of a text with a single character, otherwise -1. For example, ß in upper case has
 * two characters.
 */
const soleCode = (text: string): number => {
  const code = text.codePointAt(0) ?? -1
  return text.length === String.fromCodePoint(Math.max(0, code)).length ? code : -1
}

/** Returns a test that ignores the case of letters. */
export const ignoreCase =
  (test: CharTest): CharTest =>
  code => {
    const char = String.fromCodePoint(code)
    return test(code) || test(soleCode(char.toLowerCase())) || test(soleCode(char.toUpperCase()))
  }

/** Returns a test that caches its results. This works well because a text has few different characters. */
export const memoizeTest = (test: CharTest): CharTest => {
  const known = new Map<number, boolean>()
  return code => {
    const before = known.get(code)
    if (before !== undefined) return before
    const fits = test(code)
    known.set(code, fits)
    return fits
  }
}
