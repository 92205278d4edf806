const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07' }

/** What stands between `$'` and `'`, as bash reads it. */
const readAnsi = (text: string): string =>
  text.replaceAll(
    /\\(?:u([\da-f]{1,4})|U([\da-f]{1,8})|x([\da-f]{1,2})|([0-7]{1,3})|([\s\S]))/gi,
    (_, short?: string, long?: string, byte?: string, octal?: string, sign?: string) => {
      const hex = short ?? long ?? byte
      const code = Number.parseInt(hex ?? octal ?? '', hex === undefined ? 8 : 16)
      if (code <= 0x10ffff) return String.fromCodePoint(code)
      return escapes[sign ?? ''] ?? sign ?? ''
    }
  )

/** The words of a command line, as a POSIX shell takes it apart; null for a quote without its end. */
export const shellWordsOf = (line: string): string[] | null => {
  const words: string[] = []
  const pattern =
    /\s+|'([^']*)'|\$'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|((?:(?!\$')[^\s'"\\])+)/g
  let word: string | null = null
  let end = 0
  for (const found of line.matchAll(pattern)) {
    if (found.index !== end) return null
    end = found.index + found[0].length
    const [, single, ansi, double, escaped, plain] = found
    const part =
      single ??
      (ansi === undefined ? undefined : readAnsi(ansi)) ??
      double?.replaceAll(/\\(["\\$`])/g, '$1') ??
      (escaped === '\n' ? '' : escaped) ??
      plain
    if (part !== undefined) word = (word ?? '') + part
    else if (word !== null) {
      words.push(word)
      word = null
    }
  }
  if (end !== line.length) return null
  return word === null ? words : [...words, word]
}
