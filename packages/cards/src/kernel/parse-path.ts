import { Fault, isReservedName, type Path } from '@hookwright/model'

const MOST_SHOWN = 100

/** Parses the path in a card's text input. Throws `card.failed` if it is invalid. */
export const readPath = (text: string, card: string): Path => {
  const parsed = parsePath(text)
  if (parsed.ok) return parsed.path
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
  throw new Fault('card.failed', {
    message: `The path “${shown}” of “${card}” is invalid: ${parsed.why}. Write it as in user.emails[0].value or ["odd.key"].`
  })
}

/** Parsed path. If it is invalid, the reason as the middle of a sentence. */
export type ParsedPath = { ok: true; path: Path } | { ok: false; why: string }

const MAX_PARTS = 64
const MAX_KEY = 200
const MAX_INDEX = 1_000_000

/**
 * Pattern of one part of a path: an index, a quoted key, or a plain key. A dot precedes a plain key unless it
 * is first.
 */
const part = /\[(\d{1,16})\]|\["((?:[^"\\]|\\["\\])*)"\]|(\.?)([^.[\]"]+)/y

const keyMisfit = (key: string): string | null => {
  if (isReservedName(key)) return `the key “${key}” is reserved`
  if (key === '') return 'a key has at least one character'
  return key.length > MAX_KEY ? `a key has at most ${MAX_KEY} characters` : null
}

/**
 * Parses a path into a value. Never throws. Plain keys are separated by dots. `[0]` selects an item of a
 * list, and `["odd key"]` a key with dots, brackets or quotes, with `\"` and `\\` as escapes.
 */
export const parsePath = (text: string): ParsedPath => {
  if (text === '') return { ok: false, why: 'it is empty' }
  const path: Path = []
  let at = 0
  while (at < text.length) {
    part.lastIndex = at
    const found = part.exec(text)
    const [whole, index, quoted, dot, plain] = found ?? []
    const dotFits = plain === undefined || (dot === '.') === at > 0
    if (whole === undefined || !dotFits) return { ok: false, why: `character ${at + 1} is unexpected` }
    if (index !== undefined) {
      if (Number(index) > MAX_INDEX) return { ok: false, why: `an index is at most ${MAX_INDEX}` }
      path.push(Number(index))
    } else {
      const key = plain ?? (quoted ?? '').replace(/\\(["\\])/g, '$1')
      const why = keyMisfit(key)
      if (why !== null) return { ok: false, why }
      path.push(key)
    }
    if (path.length > MAX_PARTS) return { ok: false, why: `it has more than ${MAX_PARTS} parts` }
    at += whole.length
  }
  return { ok: true, path }
}
