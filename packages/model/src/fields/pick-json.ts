import { parseJson } from './parse-json.ts'
import type { Path } from './path.ts'

/** What is wanted of a JSON object: these members, each as a whole or, where it is an object, only this of it. */
export type Wanted = { name: string; of: Wanted | null }[]

/** A text that is read through. Strings that end before its next backslash are written as they are. */
interface Reading {
  text: string
  backslash: number
}

/** As many levels as `parseJson` reads. */
const MAX_DEPTH = 64
/** A text within so many bytes holds no more values than `parseJson` reads. */
const MOST_BYTES = 200_000

const TAB = 9
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const QUOTE = 34
const PLUS = 43
const COMMA = 44
const MINUS = 45
const POINT = 46
const SLASH = 47
const ZERO = 48
const NINE = 57
const COLON = 58
const BRACKET = 91
const BACKSLASH = 92
const BRACKET_END = 93
const LOWER_A = 97
const LOWER_B = 98
const LOWER_E = 101
const LOWER_F = 102
const LOWER_N = 110
const LOWER_R = 114
const LOWER_T = 116
const LOWER_U = 117
const BRACE = 123
const BRACE_END = 125

/** Where a reader would have to go on when what it reads is not JSON, or is not written plainly enough. */
const NOWHERE = -1

/** Behind the end there is no code: V8 has a slow way for a text that was once read out there. */
const codeAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : NOWHERE)

const behindSpace = (text: string, from: number): number => {
  for (let at = from; ; at++) {
    const code = codeAt(text, at)
    if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) return at
  }
}

const nextBackslash = (text: string, from: number): number => {
  // Whole texts are written in escapes.
  if (codeAt(text, from) === BACKSLASH) return from
  const at = text.indexOf('\\', from)
  return at < 0 ? text.length : at
}

const isHex = (code: number): boolean =>
  (code >= ZERO && code <= NINE) || ((code | 32) >= LOWER_A && (code | 32) <= LOWER_F)

/** Behind the escape that starts at this backslash. */
const behindEscape = (text: string, from: number): number => {
  switch (codeAt(text, from + 1)) {
    case QUOTE:
    case BACKSLASH:
    case SLASH:
    case LOWER_B:
    case LOWER_F:
    case LOWER_N:
    case LOWER_R:
    case LOWER_T:
      return from + 2
    case LOWER_U:
      for (let at = from + 2; at < from + 6; at++) if (!isHex(codeAt(text, at))) return NOWHERE
      return from + 6
    default:
      return NOWHERE
  }
}

/** Behind a string, from its first character. Goes from escape to escape: a long text may hold thousands. */
const behindString = (reading: Reading, from: number): number => {
  const { text } = reading
  let end = text.indexOf('"', from)
  while (reading.backslash < end) {
    const at = behindEscape(text, reading.backslash)
    if (at === NOWHERE) return NOWHERE
    reading.backslash = nextBackslash(text, at)
    if (end < at) end = text.indexOf('"', at)
  }
  return end < 0 ? NOWHERE : end + 1
}

/** Behind this sign, if it is here. */
const behindSign = (text: string, from: number, sign: number): number =>
  codeAt(text, from) === sign ? from + 1 : NOWHERE

/** Behind the name of a member, which starts with its quote here. */
const behindName = (reading: Reading, from: number): number =>
  codeAt(reading.text, from) === QUOTE ? behindString(reading, from + 1) : NOWHERE

/** Where the value of a member starts whose name ends before this. */
const behindColon = (text: string, from: number): number => {
  const at = behindSpace(text, from)
  return codeAt(text, at) === COLON ? behindSpace(text, at + 1) : NOWHERE
}

const behindDigits = (text: string, from: number): number => {
  for (let at = from; ; at++) {
    const code = codeAt(text, at)
    if (!(code >= ZERO && code <= NINE)) return at === from ? NOWHERE : at
  }
}

const behindExponent = (text: string, from: number): number => {
  const sign = codeAt(text, from)
  return behindDigits(text, sign === PLUS || sign === MINUS ? from + 1 : from)
}

const behindNumber = (text: string, from: number): number => {
  let at = codeAt(text, from) === MINUS ? from + 1 : from
  at = codeAt(text, at) === ZERO ? at + 1 : behindDigits(text, at)
  if (at !== NOWHERE && codeAt(text, at) === POINT) at = behindDigits(text, at + 1)
  return at !== NOWHERE && (codeAt(text, at) | 32) === LOWER_E ? behindExponent(text, at + 1) : at
}

const behindWord = (text: string, from: number, word: string): number => {
  for (let at = 0; at < word.length; at++) {
    if (codeAt(text, from + at) !== word.charCodeAt(at)) return NOWHERE
  }
  return from + word.length
}

const behindList = (reading: Reading, from: number, depth: number): number => {
  const { text } = reading
  if (depth > MAX_DEPTH) return NOWHERE
  let at = behindSpace(text, from + 1)
  if (codeAt(text, at) === BRACKET_END) return at + 1
  for (;;) {
    at = behindValue(reading, at, depth)
    if (at === NOWHERE) return NOWHERE
    at = behindSpace(text, at)
    if (codeAt(text, at) !== COMMA) return behindSign(text, at, BRACKET_END)
    at = behindSpace(text, at + 1)
  }
}

const behindObject = (reading: Reading, from: number, depth: number): number => {
  const { text } = reading
  if (depth > MAX_DEPTH) return NOWHERE
  let at = behindSpace(text, from + 1)
  if (codeAt(text, at) === BRACE_END) return at + 1
  for (;;) {
    at = behindName(reading, at)
    if (at === NOWHERE) return NOWHERE
    at = behindColon(text, at)
    if (at === NOWHERE) return NOWHERE
    at = behindValue(reading, at, depth)
    if (at === NOWHERE) return NOWHERE
    at = behindSpace(text, at)
    if (codeAt(text, at) !== COMMA) return behindSign(text, at, BRACE_END)
    at = behindSpace(text, at + 1)
  }
}

/** Behind the value that starts here, within so many levels. */
const behindValue = (reading: Reading, from: number, depth: number): number => {
  const { text } = reading
  switch (codeAt(text, from)) {
    case QUOTE:
      return behindString(reading, from + 1)
    case BRACE:
      return behindObject(reading, from, depth + 1)
    case BRACKET:
      return behindList(reading, from, depth + 1)
    case LOWER_T:
      return behindWord(text, from, 'true')
    case LOWER_F:
      return behindWord(text, from, 'false')
    case LOWER_N:
      return behindWord(text, from, 'null')
    default:
      return behindNumber(text, from)
  }
}

/** Behind the object that starts here, as `behindObject`. What is wanted of it is put into `into`. */
const readObject = (
  reading: Reading,
  from: number,
  depth: number,
  wanted: Wanted,
  into: Record<string, unknown>
): number => {
  const { text } = reading
  if (depth > MAX_DEPTH) return NOWHERE
  let at = behindSpace(text, from + 1)
  if (codeAt(text, at) === BRACE_END) return at + 1
  for (;;) {
    const { backslash } = reading
    const nameEnd = behindName(reading, at)
    // Written with an escape, it may be the name of a member that is wanted.
    if (nameEnd === NOWHERE || backslash < nameEnd) return NOWHERE
    const member = memberOf(wanted, text, at + 1, nameEnd - 1)
    at = behindColon(text, nameEnd)
    if (at === NOWHERE) return NOWHERE
    at = member === null ? behindValue(reading, at, depth) : readMember(reading, at, depth, member, into)
    if (at === NOWHERE) return NOWHERE
    at = behindSpace(text, at)
    if (codeAt(text, at) !== COMMA) return behindSign(text, at, BRACE_END)
    at = behindSpace(text, at + 1)
  }
}

const memberOf = (wanted: Wanted, text: string, from: number, to: number): Wanted[number] | null => {
  for (const member of wanted) {
    if (member.name.length === to - from && text.startsWith(member.name, from)) return member
  }
  return null
}

/** Behind the value of a wanted member; the last of several with one name stays, as in JSON.parse. */
const readMember = (
  reading: Reading,
  from: number,
  depth: number,
  { name, of }: Wanted[number],
  into: Record<string, unknown>
): number => {
  if (of !== null && codeAt(reading.text, from) === BRACE) {
    const inner = {}
    into[name] = inner
    return readObject(reading, from, depth + 1, of, inner)
  }
  const { text, backslash } = reading
  const end = behindValue(reading, from, depth)
  if (end === NOWHERE) return NOWHERE
  if (codeAt(text, from) === QUOTE && end <= backslash) {
    into[name] = text.slice(from + 1, end - 1)
    return end
  }
  const parsed = parseJson(text.slice(from, end))
  if (!parsed.ok) return NOWHERE
  into[name] = parsed.value
  return end
}

/** A bit of this mask stays of four bytes where one is below a space and above no other such byte. */
const belowSpace = (four: number): number => (four - 0x20202020) & ~four & 0x80808080

/** Whether a byte is below a space, as none in a string may be. Sixteen at a time: every event comes by here. */
const holdsControls = (bytes: Uint8Array): boolean => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sixteens = bytes.byteLength & ~15
  for (let at = 0; at < sixteens; at += 16) {
    const found =
      belowSpace(view.getInt32(at, true)) |
      belowSpace(view.getInt32(at + 4, true)) |
      belowSpace(view.getInt32(at + 8, true)) |
      belowSpace(view.getInt32(at + 12, true))
    if (found !== 0) return true
  }
  return bytes.subarray(sixteens).some(byte => byte < SPACE)
}

const utf8 = new TextDecoder('utf-8')

/**
 * What is wanted of a JSON object, without making the rest of it: what it gives holds the same at each wanted place as
 * what `parseJson` gives. Null for what is to be read as a whole: no object or no JSON (the whole text is looked
 * through), names with escapes where a wanted one might be, line breaks between members, more than 200 kB.
 */
export const pickJson = (bytes: Uint8Array, wanted: Wanted): Record<string, unknown> | null => {
  if (bytes.byteLength > MOST_BYTES || holdsControls(bytes)) return null
  const text = utf8.decode(bytes)
  const from = behindSpace(text, 0)
  if (codeAt(text, from) !== BRACE) return null
  const picked: Record<string, unknown> = {}
  const end = readObject({ text, backslash: nextBackslash(text, 0) }, from, 1, wanted, picked)
  return end !== NOWHERE && behindSpace(text, end) === text.length ? picked : null
}

/** What is wanted of an object of which these places are read; null where that is the whole of it. */
export const wantedOf = (paths: Path[]): Wanted | null => {
  const byName = new Map<string, Path[]>()
  for (const [name, ...rest] of paths) {
    if (typeof name !== 'string') return null
    byName.set(name, [...(byName.get(name) ?? []), rest])
  }
  return [...byName].map(([name, rests]) => ({ name, of: wantedOf(rests) }))
}
