import { textOf } from '../kernel/text-bytes.ts'

const escapes: Record<string, string> = {
  ...{ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07', e: '\x1b', E: '\x1b' },
  ...{ '\\': '\\', "'": "'", '"': '"', '?': '?' }
}

/**
 * Decodes bytes given as octal or hex escapes. Valid UTF-8 is decoded; otherwise each byte becomes one
 * character, as browsers write it.
 */
const readBytes = (numbers: string): string => {
  const bytes = Array.from(numbers.matchAll(/\\(?:x([\da-f]+)|([0-7]+))/gi), ([, hex, octal]) =>
    hex === undefined ? Number.parseInt(octal ?? '', 8) & 0xff : Number.parseInt(hex, 16)
  )
  return textOf(Uint8Array.from(bytes)) ?? bytes.map(byte => String.fromCharCode(byte)).join('')
}

/** Decodes the text between `$'` and `'`, like bash. */
const readAnsi = (text: string): string =>
  text.replaceAll(
    /((?:\\x[\da-fA-F]{1,2}|\\[0-7]{1,3})+)|\\(?:u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([\s\S]))/g,
    (all: string, numbers?: string, short?: string, long?: string, sign?: string) => {
      if (numbers !== undefined) return readBytes(numbers)
      if (sign !== undefined) return escapes[sign] ?? all
      const code = Number.parseInt(short ?? long ?? '', 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    }
  )

const readDouble = (text: string): string => text.replaceAll(/\\(?:\r?\n|(["\\$`]))/g, '$1')

/** Returns true for unquoted or double-quoted text with a variable or a command substitution. */
const usesVariable = (text: string): boolean => /`|\$[\w{(]/.test(text.replaceAll(/\\[\s\S]/g, ''))

/** Returns true for a command with `^` escapes of the Windows shell outside of single quotes. */
const isOfWindows = (text: string): boolean => /\s\^["\r\n]/.test(text.split("'")[0] ?? '')

/** Removes the `^` escapes of the Windows shell outside of quotes. */
const withoutCarets = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/"[^"]*"|\^(?:\n(\n)?|([\s\S]))/g, (all: string, line?: string, sign?: string) =>
      all.startsWith('"') ? all : (line ?? sign ?? '')
    )

/** Words of a command. */
export interface ShellWords {
  words: string[]
  /** Words with an unknown value, as written. They contain a variable or a command substitution. */
  unknown: string[]
}

/**
 * Splits the first command of a text into words, like a POSIX shell. Returns null for an unclosed quote.
 * Windows shell commands are recognized by their carets. Redirections and comments are omitted. An `&` inside
 * a word is kept, since URLs are often pasted without quotes.
 */
export const shellWordsOf = (text: string): ShellWords | null => {
  const isWindows = isOfWindows(text)
  const line = isWindows ? withoutCarets(text) : text
  const words: string[] = []
  const unknown: string[] = []
  let word: string | null = null
  let hasVariable = false
  const finish = (): void => {
    if (word !== null) words.push(word)
    if (word !== null && hasVariable) unknown.push(word)
    word = null
    hasVariable = false
  }
  // What repeats here never repeats a choice between single signs: for a long body that would need too much of the stack.
  // Without optimization by V8 a long last part would as well; a word is put together from pieces anyway, of which none ends
  // right before an ampersand.
  const pattern =
    /(\s+)|([\\`](?:\r?\n|$))|([;|<>]|&&|&(?=\s|$)|(?<=\s)#)|'([^']*)'|\$'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|\$?"([^"\\]*(?:\\[\s\S][^"\\]*)*)"|\\([\s\S])|(\$(?!')[\w{(]?|[^\s'"\\$;|<>]{1,4096}&{0,64})/g
  let isEnded = false
  let end = 0
  for (const found of line.matchAll(pattern)) {
    if (found.index !== end) return null
    const [all, space, goesOn, isOver, single, ansi, double, escaped, plain] = found
    end = found.index + all.length
    if (goesOn !== undefined) continue
    isEnded = isOver !== undefined
    if (isEnded) break
    hasVariable ||= !isWindows && usesVariable(double ?? plain ?? '')
    if (space === undefined) {
      const quoted = single ?? (ansi === undefined ? undefined : readAnsi(ansi))
      const inDouble = double === undefined ? undefined : readDouble(double)
      word = (word ?? '') + (quoted ?? inDouble ?? escaped ?? plain ?? '')
    } else finish()
  }
  if (!isEnded && end !== line.length) return null
  finish()
  return { words, unknown }
}
