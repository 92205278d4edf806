import { isReservedName } from '../kernel/ids.ts'
import { parseJson } from './parse-json.ts'
import type { Path } from './path.ts'

/**
 * Selected members of a JSON object. Each member is selected completely or, if it is an object, by a nested
 * selection.
 */
export type MemberSelection = SelectedMember[]

interface SelectedMember {
  name: string
  /** Name of the member, as encoded in the body. */
  bytes: Uint8Array
  of: MemberSelection | null
}

/** Maximum depth of the JSON, as in `parseJson`. */
const MAX_DEPTH = 64
/**
 * Maximum size of a text in bytes. A text of this size cannot exceed the maximum number of values of
 * `parseJson`.
 */
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

/**
 * Marker that is smaller than any position or byte. As a position, it stands for invalid or unsupported JSON;
 * as a byte, for the end of the text.
 */
const NOWHERE = -1

// A mark before a text is none of it, one before a part of it is.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const toUtf8 = new TextEncoder()

/** Body to scan. `bytes` reads single bytes, `view` reads four bytes at a time. */
interface Reading {
  bytes: Uint8Array
  view: DataView
}

const textOf = ({ bytes }: Reading, from: number, to: number): string => utf8.decode(bytes.subarray(from, to))

const behindSpace = (bytes: Uint8Array, from: number): number => {
  for (let at = from; ; at++) {
    const byte = bytes[at] ?? NOWHERE
    if (byte > SPACE) return at
    if (byte !== SPACE && byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== TAB) return at
  }
}

const isHex = (byte: number): boolean =>
  (byte >= ZERO && byte <= NINE) || ((byte | 32) >= LOWER_A && (byte | 32) <= LOWER_F)

/** Returns the position after an escape sequence, given the position after its backslash. */
const behindEscape = (bytes: Uint8Array, from: number): number => {
  switch (bytes[from]) {
    case QUOTE:
    case BACKSLASH:
    case SLASH:
    case LOWER_B:
    case LOWER_F:
    case LOWER_N:
    case LOWER_R:
    case LOWER_T:
      return from + 1
    case LOWER_U:
      for (let at = from + 1; at <= from + 4; at++) if (!isHex(bytes[at] ?? NOWHERE)) return NOWHERE
      return from + 5
    default:
      return NOWHERE
  }
}

/**
 * Returns a bit mask for four bytes, marking each quote, backslash or byte below a space. Only the lowest set
 * bit is reliable; higher bits may be false positives, caused by a borrow.
 */
const stopsIn = (four: number): number =>
  ((four - 0x20202020) | ((four ^ 0x22222222) - 0x01010101) | ((four ^ 0x5c5c5c5c) - 0x01010101)) &
  ~four &
  0x80808080

/**
 * Returns the position of the next quote, backslash or control byte in a string. It scans four bytes at a
 * time, since strings make up most of a body.
 */
const nextStop = ({ bytes, view }: Reading, from: number): number => {
  let at = from
  for (const last = bytes.length - 4; at <= last; at += 4) {
    const stops = stopsIn(view.getInt32(at, true))
    if (stops !== 0) return at + ((31 - Math.clz32(stops & -stops)) >> 3)
  }
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? NOWHERE
    if (byte === QUOTE || byte === BACKSLASH || byte < SPACE) return at
  }
  return at
}

/**
 * Returns the position after a string, given the position after its opening quote. It scans from escape to
 * escape, since a long text may contain thousands.
 */
const behindString = (reading: Reading, from: number): number => {
  const { bytes } = reading
  for (let at = from; ; ) {
    at = nextStop(reading, at)
    if (bytes[at] === QUOTE) return at + 1
    at = bytes[at] === BACKSLASH ? behindEscape(bytes, at + 1) : NOWHERE
    if (at === NOWHERE) return NOWHERE
  }
}

/** Returns the position after a string that has no escapes. */
const behindPlainString = (reading: Reading, from: number): number =>
  behindSign(reading.bytes, nextStop(reading, from), QUOTE)

/** Returns the position after a character. Returns `NOWHERE` if another character comes next. */
const behindSign = (bytes: Uint8Array, from: number, sign: number): number =>
  bytes[from] === sign ? from + 1 : NOWHERE

/** Returns the start of a member's value, given the end of its name. */
const behindColon = (bytes: Uint8Array, from: number): number => {
  const at = behindSpace(bytes, from)
  return bytes[at] === COLON ? behindSpace(bytes, at + 1) : NOWHERE
}

const behindDigits = (bytes: Uint8Array, from: number): number => {
  for (let at = from; ; at++) {
    const byte = bytes[at] ?? NOWHERE
    if (byte < ZERO || byte > NINE) return at === from ? NOWHERE : at
  }
}

const behindExponent = (bytes: Uint8Array, from: number): number => {
  const sign = bytes[from]
  return behindDigits(bytes, sign === PLUS || sign === MINUS ? from + 1 : from)
}

const behindNumber = (bytes: Uint8Array, from: number): number => {
  let at = bytes[from] === MINUS ? from + 1 : from
  at = bytes[at] === ZERO ? at + 1 : behindDigits(bytes, at)
  if (at !== NOWHERE && bytes[at] === POINT) at = behindDigits(bytes, at + 1)
  return at !== NOWHERE && ((bytes[at] ?? 0) | 32) === LOWER_E ? behindExponent(bytes, at + 1) : at
}

const behindWord = (bytes: Uint8Array, from: number, word: Uint8Array): number =>
  isHere(bytes, from, word) ? from + word.length : NOWHERE

const isHere = (bytes: Uint8Array, from: number, word: Uint8Array): boolean => {
  for (let at = 0; at < word.length; at++) if (bytes[from + at] !== word[at]) return false
  return true
}

const TRUE = toUtf8.encode('true')
const FALSE = toUtf8.encode('false')
const NULL = toUtf8.encode('null')

const behindList = (reading: Reading, from: number, depth: number): number => {
  const { bytes } = reading
  if (depth > MAX_DEPTH) return NOWHERE
  let at = behindSpace(bytes, from + 1)
  if (bytes[at] === BRACKET_END) return at + 1
  for (;;) {
    at = behindValue(reading, at, depth)
    if (at === NOWHERE) return NOWHERE
    at = behindSpace(bytes, at)
    if (bytes[at] !== COMMA) return behindSign(bytes, at, BRACKET_END)
    at = behindSpace(bytes, at + 1)
  }
}

const behindObject = (reading: Reading, from: number, depth: number): number => {
  const { bytes } = reading
  if (depth > MAX_DEPTH) return NOWHERE
  let at = behindSpace(bytes, from + 1)
  if (bytes[at] === BRACE_END) return at + 1
  for (;;) {
    if (bytes[at] !== QUOTE) return NOWHERE
    at = behindString(reading, at + 1)
    if (at === NOWHERE) return NOWHERE
    at = behindColon(bytes, at)
    if (at === NOWHERE) return NOWHERE
    at = behindValue(reading, at, depth)
    if (at === NOWHERE) return NOWHERE
    at = behindSpace(bytes, at)
    if (bytes[at] !== COMMA) return behindSign(bytes, at, BRACE_END)
    at = behindSpace(bytes, at + 1)
  }
}

/** Returns the position after the value at a position, up to a maximum depth. */
const behindValue = (reading: Reading, from: number, depth: number): number => {
  const { bytes } = reading
  switch (bytes[from]) {
    case QUOTE:
      return behindString(reading, from + 1)
    case BRACE:
      return behindObject(reading, from, depth + 1)
    case BRACKET:
      return behindList(reading, from, depth + 1)
    case LOWER_T:
      return behindWord(bytes, from, TRUE)
    case LOWER_F:
      return behindWord(bytes, from, FALSE)
    case LOWER_N:
      return behindWord(bytes, from, NULL)
    default:
      return behindNumber(bytes, from)
  }
}

/**
 * Returns the position after the object at a position, like `behindObject`. Selected members are added to
 * `into`.
 */
const readObject = (
  reading: Reading,
  from: number,
  depth: number,
  wanted: MemberSelection,
  into: Record<string, unknown>
): number => {
  const { bytes } = reading
  if (depth > MAX_DEPTH) return NOWHERE
  let at = behindSpace(bytes, from + 1)
  if (bytes[at] === BRACE_END) return at + 1
  for (;;) {
    if (bytes[at] !== QUOTE) return NOWHERE
    // Written with an escape, it may be the name of a member that is wanted.
    const nameEnd = behindPlainString(reading, at + 1)
    if (nameEnd === NOWHERE) return NOWHERE
    const member = memberOf(wanted, bytes, at + 1, nameEnd - 1)
    at = behindColon(bytes, nameEnd)
    if (at === NOWHERE) return NOWHERE
    at = member === null ? behindValue(reading, at, depth) : readMember(reading, at, depth, member, into)
    if (at === NOWHERE) return NOWHERE
    at = behindSpace(bytes, at)
    if (bytes[at] !== COMMA) return behindSign(bytes, at, BRACE_END)
    at = behindSpace(bytes, at + 1)
  }
}

const memberOf = (
  wanted: MemberSelection,
  bytes: Uint8Array,
  from: number,
  to: number
): SelectedMember | null => {
  for (const member of wanted) {
    if (member.bytes.length === to - from && isHere(bytes, from, member.bytes)) return member
  }
  return null
}

/**
 * Returns the position after the value of a selected member. A repeated name is not supported here;
 * `parseJson` then uses the last value.
 */
const readMember = (
  reading: Reading,
  from: number,
  depth: number,
  { name, of }: SelectedMember,
  into: Record<string, unknown>
): number => {
  const { bytes } = reading
  if (Object.hasOwn(into, name)) return NOWHERE
  if (of !== null && bytes[from] === BRACE) {
    const inner = {}
    into[name] = inner
    return readObject(reading, from, depth + 1, of, inner)
  }
  if (bytes[from] === QUOTE) {
    const end = behindPlainString(reading, from + 1)
    if (end !== NOWHERE) {
      into[name] = textOf(reading, from + 1, end - 1)
      return end
    }
  }
  const end = behindValue(reading, from, depth)
  if (end === NOWHERE) return NOWHERE
  const parsed = parseJson(textOf(reading, from, end))
  if (!parsed.ok) return NOWHERE
  into[name] = parsed.value
  return end
}

/** Returns the position after a byte order mark, or 0 without one. */
const behindMark = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0

/**
 * Parses the selected members of a JSON object and skips all others. Selected values are the same as with
 * `parseJson`. Returns null if `parseJson` must parse the text instead: it is no object or invalid JSON, has
 * escapes in a name that may be selected, repeats a selected name, or exceeds 200 kB. The whole text is
 * validated. Only the selected parts are decoded, since JSON syntax is ASCII.
 */
export const pickJson = (bytes: Uint8Array, wanted: MemberSelection): Record<string, unknown> | null => {
  if (bytes.byteLength > MOST_BYTES) return null
  const from = behindSpace(bytes, behindMark(bytes))
  if (bytes[from] !== BRACE) return null
  const picked: Record<string, unknown> = {}
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = readObject({ bytes, view }, from, 1, wanted, picked)
  return end !== NOWHERE && behindSpace(bytes, end) === bytes.length ? picked : null
}

/** Replacement character for invalid UTF-8. A name that contains it may stand for different bytes. */
const REPLACED = '\ufffd'

/**
 * Returns the member selection for some paths of an object. `null` if a path selects the whole object, or if
 * a name could change a prototype.
 */
export const memberSelectionOf = (paths: Path[]): MemberSelection | null => {
  const byName = new Map<string, Path[]>()
  for (const [name, ...rest] of paths) {
    if (typeof name !== 'string' || isReservedName(name)) return null
    const rests = byName.get(name)
    if (rests === undefined) byName.set(name, [rest])
    else rests.push(rest)
  }
  const members = [...byName].map(([name, rests]) => ({
    name,
    bytes: toUtf8.encode(name),
    of: memberSelectionOf(rests)
  }))
  return members.some(({ bytes }) => utf8.decode(bytes).includes(REPLACED)) ? null : members
}
