import { textOf } from '@hookwright/model'

const escapes: Record<string, string> = {
  ...{ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07', e: '\x1b', E: '\x1b' },
  ...{ '\\': '\\', "'": "'", '"': '"', '?': '?' }
}

/** Bytes by their numbers as the text that they are; what is no text is taken sign by sign, as browsers write it. */
const readBytes = (numbers: string): string => {
  const bytes = Array.from(numbers.matchAll(/\\(?:x([\da-f]+)|([0-7]+))/gi), ([, hex, octal]) =>
    hex === undefined ? Number.parseInt(octal ?? '', 8) & 0xff : Number.parseInt(hex, 16)
  )
  return textOf(Uint8Array.from(bytes)) ?? bytes.map(byte => String.fromCharCode(byte)).join('')
}

/** Decodes the text between `$'` and `'`, as bash reads it. */
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

/** The words of the first command of a line, as a POSIX shell takes it apart; null for a quote without its end. */
export const shellWordsOf = (line: string): string[] | null => {
  const words: string[] = []
  // What repeats here never repeats a choice between single signs: for a long body that would need too much of the stack.
  const pattern =
    /(\s+)|(\\\r?\n)|([;|]|&&)|'([^']*)'|\$'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|\$?"([^"\\]*(?:\\[\s\S][^"\\]*)*)"|\\([\s\S])|([^\s'"\\$;|]+|\$(?!'))/g
  let word: string | null = null
  let end = 0
  for (const found of line.matchAll(pattern)) {
    if (found.index !== end) return null
    const [all, space, goesOn, isOver, single, ansi, double, escaped, plain] = found
    end = found.index + all.length
    if (goesOn !== undefined) continue
    if (isOver !== undefined) return word === null ? words : [...words, word]
    if (space === undefined) {
      const quoted = single ?? (ansi === undefined ? undefined : readAnsi(ansi))
      const inDouble = double === undefined ? undefined : readDouble(double)
      word = (word ?? '') + (quoted ?? inDouble ?? escaped ?? plain ?? '')
    } else if (word !== null) {
      words.push(word)
      word = null
    }
  }
  if (end !== line.length) return null
  return word === null ? words : [...words, word]
}
