import {
  anyOf,
  type CharTest,
  classes,
  ignoreCase,
  inRange,
  memoizeTest,
  notOf,
  propertyTest
} from './char-tests.ts'

/** Assertion of a pattern that consumes no character. */
export type Anchor = 'start' | 'end' | 'word-edge' | 'no-word-edge'

/** Part of a parsed pattern, such as a character, a group or a repetition. */
export type PatternNode =
  | { kind: 'char'; test: CharTest }
  | { kind: 'anchor'; at: Anchor }
  | { kind: 'sequence'; nodes: PatternNode[] }
  | { kind: 'choice'; nodes: PatternNode[] }
  | { kind: 'repeat'; node: PatternNode; least: number; most: number; lazy: boolean }
  | { kind: 'group'; node: PatternNode; index: number }

/** Parsed pattern with its number of groups. If it is invalid, the reason as the middle of a sentence. */
export type ParsedPattern = { ok: true; node: PatternNode; groups: number } | { ok: false; why: string }

/** Maximum length of a pattern, in characters. */
const MOST_PATTERN = 1_000
/** Maximum count of a repetition. */
const MOST_TIMES = 1_000

/** Control characters of the escapes such as `\n`, by the letter after the backslash. */
const controls: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
  ['0', 0]
])

const codeOf = (char: string): number => char.codePointAt(0) ?? 0

/** Parses a pattern by recursive descent. Throws an error with the reason if it is invalid. */
const parseText = (pattern: string, isCaseIgnored: boolean): { node: PatternNode; groups: number } => {
  const chars = [...pattern]
  let at = 0
  let groups = 0
  const rest = (): string => chars.slice(at, at + 60).join('')
  const unexpected = (): Error =>
    new Error(at < chars.length ? `“${chars[at]}” at character ${at + 1} is unexpected` : 'it ends too early')
  const take = (): string => {
    const char = chars[at]
    if (char === undefined) throw unexpected()
    at++
    return char
  }
  const skip = (text: string): boolean => {
    const skips = rest().startsWith(text)
    if (skips) at += text.length
    return skips
  }
  const charNode = (test: CharTest): PatternNode => ({
    kind: 'char',
    test: memoizeTest(isCaseIgnored ? ignoreCase(test) : test)
  })

  /** Parses the hexadecimal number of an escape from the current position. */
  const hexEscape = (shape: RegExp): number => {
    const [whole, short, long] = shape.exec(rest()) ?? []
    const code = Number.parseInt(short ?? long ?? '', 16)
    if (whole === undefined || !(code <= 0x10ffff)) throw unexpected()
    at += whole.length
    return code
  }

  /** Parses the class or character after a backslash. */
  const readEscape = (): CharTest | number => {
    const char = take()
    const known = classes.get(char)
    if (known !== undefined) return known
    if (char === 'p' || char === 'P') {
      const [whole, name = ''] = /^\{([^}]*)\}/.exec(rest()) ?? []
      const test = whole === undefined ? null : propertyTest(name)
      if (whole === undefined || test === null) throw new Error('it has an unknown Unicode property')
      at += whole.length
      return char === 'p' ? test : notOf(test)
    }
    if (char === 'x') return hexEscape(/^([0-9a-fA-F]{2})/)
    if (char === 'u') return hexEscape(/^(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})/)
    const control = controls.get(char)
    if (control !== undefined) return control
    if (/[1-9k]/.test(char)) throw new Error('references to groups are not supported')
    if (/[A-Za-z]/.test(char)) throw new Error(`“\\${char}” is not supported`)
    return codeOf(char)
  }

  const classItem = (): CharTest | number => {
    const char = take()
    if (char !== '\\') return codeOf(char)
    return skip('b') ? 8 : readEscape()
  }

  const charClass = (): PatternNode => {
    const isNegated = skip('^')
    const tests: CharTest[] = []
    while (chars[at] !== ']') {
      const from = classItem()
      const isRange = chars[at] === '-' && chars[at + 1] !== ']'
      if (isRange) at++
      const to = isRange ? classItem() : from
      if (typeof from === 'number' && typeof to === 'number') {
        if (from > to) throw new Error('a range of characters is out of order')
        tests.push(inRange(from, to))
      } else if (isRange) throw new Error('a range of characters has a class at its end')
      else if (typeof from !== 'number') tests.push(from)
    }
    at++
    const test = anyOf(tests)
    // Whatever the case, a negated class matches what the class itself does not.
    if (isNegated) return { kind: 'char', test: memoizeTest(notOf(isCaseIgnored ? ignoreCase(test) : test)) }
    return charNode(test)
  }

  const group = (): PatternNode => {
    if (/^\?(?:<?[=!])/.test(rest())) throw new Error('lookahead and lookbehind are not supported')
    const isPlain = skip('?:')
    const [name] = /^\?P?<[A-Za-z_]\w*>/.exec(rest()) ?? []
    if (name !== undefined) at += name.length
    else if (chars[at] === '?') throw unexpected()
    const index = isPlain ? 0 : ++groups
    const node = choice()
    if (take() !== ')') throw unexpected()
    return isPlain ? node : { kind: 'group', node, index }
  }

  const atom = (): PatternNode => {
    const char = take()
    switch (char) {
      case '(':
        return group()
      case '[':
        return charClass()
      case '.':
        return { kind: 'char', test: code => code !== 10 && code !== 13 }
      case '^':
        return { kind: 'anchor', at: 'start' }
      case '$':
        return { kind: 'anchor', at: 'end' }
      case '\\': {
        if (skip('b')) return { kind: 'anchor', at: 'word-edge' }
        if (skip('B')) return { kind: 'anchor', at: 'no-word-edge' }
        const escaped = readEscape()
        return charNode(typeof escaped === 'number' ? inRange(escaped, escaped) : escaped)
      }
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        at--
        throw unexpected()
      default:
        return charNode(inRange(codeOf(char), codeOf(char)))
    }
  }

  const timesOf = (): { least: number; most: number } | null => {
    if (skip('*')) return { least: 0, most: Number.POSITIVE_INFINITY }
    if (skip('+')) return { least: 1, most: Number.POSITIVE_INFINITY }
    if (skip('?')) return { least: 0, most: 1 }
    const [whole, from = '', comma, to = ''] = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest()) ?? []
    if (whole === undefined) return null
    at += whole.length
    const least = Number(from)
    const most = comma === undefined ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to)
    if (most < least) throw new Error('a count in braces is out of order')
    if (least > MOST_TIMES || (most > MOST_TIMES && most !== Number.POSITIVE_INFINITY))
      throw new Error(`a count in braces is above ${MOST_TIMES}`)
    return { least, most }
  }

  const sequence = (): PatternNode => {
    const nodes: PatternNode[] = []
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') {
      const node = atom()
      const times = timesOf()
      nodes.push(times === null ? node : { kind: 'repeat', node, ...times, lazy: skip('?') })
    }
    return { kind: 'sequence', nodes }
  }

  const choice = (): PatternNode => {
    const nodes = [sequence()]
    while (skip('|')) nodes.push(sequence())
    return { kind: 'choice', nodes }
  }

  const node = choice()
  if (at < chars.length) throw unexpected()
  return { node, groups }
}

/**
 * Parses a regular expression with characters, `.`, classes, `^ $ \b \B`, groups, `|` and counts, greedy or
 * lazy. Rejects backreferences and lookaround, because they cannot be matched in linear time. Never throws.
 */
export const parsePattern = (pattern: string, isCaseIgnored: boolean): ParsedPattern => {
  if (pattern.length > MOST_PATTERN) return { ok: false, why: `it has more than ${MOST_PATTERN} characters` }
  try {
    return { ok: true, ...parseText(pattern, isCaseIgnored) }
  } catch (thrown) {
    return { ok: false, why: thrown instanceof Error ? thrown.message : 'it cannot be read' }
  }
}
