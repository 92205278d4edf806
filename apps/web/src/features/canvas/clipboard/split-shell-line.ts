/** Words of a command line, or the reason why it cannot be split, as a sentence. */
export type ShellWords = { ok: true; words: string[] } | { ok: false; why: string }

const escapes: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001b',
  '0': '\0'
}

/** Reads an escape of `$'…'`: the text, and the index after it. */
const readEscape = (line: string, at: number): { text: string; next: number } => {
  const code = /^(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|x([0-9a-fA-F]{1,2}))/.exec(line.slice(at))
  if (code !== null) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16)
    return { text: point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd', next: at + code[0].length }
  }
  const sign = line[at] ?? ''
  return { text: escapes[sign] ?? sign, next: at + 1 }
}

/** Signs that end a command or lead its output elsewhere. */
const ends = new Set(['|', ';', '&', '>', '<', '(', ')'])

/**
 * Splits a command line into words as a POSIX shell does, with the quotes of bash that browsers copy (`$'…'`), and with
 * lines continued by a backslash, by ^ or by a backtick. Variables and substitutions are refused, since their values are not known.
 */
export const shellWords = (line: string): ShellWords => {
  const words: string[] = []
  let word: string | null = null
  const add = (text: string): void => {
    word = (word ?? '') + text
  }
  for (let at = 0; at < line.length; ) {
    const sign = line[at] ?? ''
    const next = line[at + 1]
    const isContinued = (sign === '\\' || sign === '^' || sign === '`') && /^\r?\n/.test(line.slice(at + 1))
    if (isContinued) {
      at += next === '\r' ? 3 : 2
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word)
      word = null
      at += 1
    } else if (sign === "'" || (sign === '$' && next === "'")) {
      const isAnsi = sign === '$'
      at += isAnsi ? 2 : 1
      add('')
      while (at < line.length && line[at] !== "'") {
        if (isAnsi && line[at] === '\\') {
          const read = readEscape(line, at + 1)
          add(read.text)
          at = read.next
        } else {
          add(line[at] ?? '')
          at += 1
        }
      }
      if (at >= line.length) return { ok: false, why: 'A quote is not closed. Copy the whole command.' }
      at += 1
    } else if (sign === '"') {
      at += 1
      add('')
      while (at < line.length && line[at] !== '"') {
        const inner = line[at] ?? ''
        if (inner === '\\' && /["\\$`\n]/.test(line[at + 1] ?? '')) {
          add(line[at + 1] === '\n' ? '' : (line[at + 1] ?? ''))
          at += 2
        } else {
          if (inner === '`' || (inner === '$' && /[\w{(]/.test(line[at + 1] ?? '')))
            return {
              ok: false,
              why: 'The command uses a variable of the shell, whose value is not known here. Write the value.'
            }
          add(inner)
          at += 1
        }
      }
      if (at >= line.length) return { ok: false, why: 'A quote is not closed. Copy the whole command.' }
      at += 1
    } else if (sign === '\\') {
      add(next ?? '')
      at += 2
    } else if (sign === '`' || (sign === '$' && /[\w{(]/.test(next ?? ''))) {
      return {
        ok: false,
        why: 'The command uses a variable of the shell, whose value is not known here. Write the value.'
      }
    } else if (sign === '#' && word === null) {
      while (at < line.length && line[at] !== '\n') at += 1
    } else if (ends.has(sign)) {
      break
    } else {
      add(sign)
      at += 1
    }
  }
  if (word !== null) words.push(word)
  return { ok: true, words }
}
