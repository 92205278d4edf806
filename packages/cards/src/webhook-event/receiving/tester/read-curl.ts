import { base64Of, bytesOf, textOf } from '@hookwright/model'

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

/** Splits the first command of a line into words, as a POSIX shell does; null for an unclosed quote. */
const shellWordsOf = (line: string): string[] | null => {
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

/** Request that a curl command would send, or a message why it cannot be read. */
export type ReadCurl =
  | { ok: true; method: string; url: string; headers: string[]; body: string; asQuery: string | null }
  | { ok: false; message: string }

/** The letters of the options that say something of the request, or have a value. */
const letters: Record<string, string> = {
  X: 'request',
  H: 'header',
  d: 'data',
  A: 'user-agent',
  b: 'cookie',
  e: 'referer',
  u: 'user',
  F: 'form',
  T: 'upload-file',
  I: 'head',
  G: 'get',
  ...{ o: 'output', m: 'max-time', x: 'proxy', U: 'proxy-user', E: 'cert', K: 'config', c: 'cookie-jar' },
  ...{ r: 'range', D: 'dump-header', w: 'write-out', C: 'continue-at', z: 'time-cond', y: 'speed-time' }
}

const withoutValue = new Set(['head', 'get'])

/** Options whose name does not begin with a letter above, and that have a value. */
const withValue = new Set([
  ...Object.values(letters).filter(name => !withoutValue.has(name)),
  ...['data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'json', 'url', 'oauth2-bearer'],
  ...['form-string', 'connect-timeout', 'cacert', 'capath', 'key', 'cert-type', 'resolve', 'connect-to'],
  ...['retry', 'retry-delay', 'retry-max-time', 'max-redirs', 'limit-rate', 'interface', 'ciphers', 'noproxy']
])

/** Options by their long names, in order, with their values; what is no option is a `url`. */
const optionsOf = (words: readonly string[]): [name: string, value: string][] => {
  const found: [string, string][] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word.startsWith('--')) {
      const name = word.slice(2)
      found.push([name, withValue.has(name) ? (words[++at] ?? '') : ''])
    } else if (word.startsWith('-') && word !== '-') {
      // Letters may stand together, and the value right behind the one that takes it: -sXPOST.
      for (let sign = 1; sign < word.length; sign++) {
        const name = letters[word[sign] ?? ''] ?? ''
        if (withValue.has(name)) {
          const rest = word.slice(sign + 1)
          found.push([name, rest === '' ? (words[++at] ?? '') : rest])
          break
        }
        found.push([name, ''])
      }
    } else found.push(['url', word])
  }
  return found
}

/** Each byte but those that stand for themselves everywhere. */
const percentEncoded = (text: string): string =>
  Array.from(bytesOf(text), byte => {
    const sign = String.fromCharCode(byte)
    return /[\w.~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')

const encoded = (value: string): string => {
  const at = value.indexOf('=')
  return at < 0
    ? percentEncoded(value)
    : `${value.slice(0, at)}${at === 0 ? '' : '='}${percentEncoded(value.slice(at + 1))}`
}

/** A header that an option speaks of; its value is null when it is not to be sent. */
type Header = [name: string, value: string | null]

/** `Name: value`; `Name;` sends it empty, and `Name:` keeps curl from sending it. */
const headerIn = (text: string): Header | null => {
  const colon = text.indexOf(':')
  if (colon > 0) return [text.slice(0, colon).trim(), text.slice(colon + 1).trim() || null]
  const empty = /^([^;]+);\s*$/.exec(text)?.[1]
  return empty === undefined ? null : [empty.trim(), '']
}

/** Returns the header that a curl option sets; null for other options. */
const headerOf = (name: string, value: string): Header | null => {
  switch (name) {
    case 'header':
      return headerIn(value)
    case 'user-agent':
      return ['User-Agent', value]
    case 'referer':
      return ['Referer', value]
    case 'cookie':
      return value.includes('=') ? ['Cookie', value] : null
    case 'user':
      return ['Authorization', `Basic ${base64Of(bytesOf(value))}`]
    case 'oauth2-bearer':
      return ['Authorization', `Bearer ${value}`]
    default:
      return null
  }
}

const plainData = new Set(['data', 'data-binary', 'data-ascii'])

/** Returns a message about data that curl would read from a file; null without any. */
const elsewhere = ([name, value]: [string, string]): string | null => {
  if ((plainData.has(name) || name === 'json') && value.startsWith('@')) {
    return `The body is in the file ${value.slice(1)}. Paste it instead.`
  }
  // A name may stand in front of the file; with a `=` it is the text itself.
  const file = name === 'data-urlencode' ? /^[^=@]*@([^=]*)$/.exec(value)?.[1] : undefined
  if (file !== undefined) return `The body is in the file ${file}. Paste it instead.`
  if (name === 'header' && value.startsWith('@')) {
    return `The headers are in the file ${value.slice(1)}. Paste them instead.`
  }
  if (name === 'upload-file') return `The body is in the file ${value}. Paste it instead.`
  return name === 'form' || name === 'form-string'
    ? 'The body of -F is not supported. Paste the raw HTTP request instead.'
    : null
}

const bodyOf = (options: readonly [string, string][]): string | null => {
  const json = options.filter(([name]) => name === 'json').map(([, value]) => value)
  if (json.length > 0) return json.join('')
  const parts = options.flatMap(([name, value]) => {
    if (name === 'data-urlencode') return [encoded(value)]
    return plainData.has(name) || name === 'data-raw' ? [value] : []
  })
  return parts.length === 0 ? null : parts.join('&')
}

/** Returns the content type that curl sends by default for a body; empty if one is set. */
const typeOf = (options: readonly [string, string][], headers: readonly Header[]): string[] => {
  if (headers.some(([name]) => name.toLowerCase() === 'content-type')) return []
  const isJson = options.some(([name]) => name === 'json')
  return ['Content-Type', isJson ? 'application/json' : 'application/x-www-form-urlencoded']
}

/** Returns true for a command with `^` escapes of the Windows shell outside of single quotes. */
const isOfWindows = (text: string): boolean => /\s\^["\r\n]/.test(text.split("'")[0] ?? '')

/** The command that the Windows shell hands on: outside quotes a caret takes the meaning from what is behind it. */
const withoutCarets = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/"[^"]*"|\^(?:\n(\n)?|([\s\S]))/g, (all: string, line?: string, sign?: string) =>
      all.startsWith('"') ? all : (line ?? sign ?? '')
    )

/** Reads a curl command as curl would. */
export const readCurl = (text: string): ReadCurl => {
  const words = shellWordsOf(isOfWindows(text) ? withoutCarets(text) : text)
  if (words === null) return { ok: false, message: 'A quote in the curl command is not closed. Close it.' }
  const options = optionsOf(words.slice(1))
  const message = options.map(elsewhere).find(said => said !== null)
  if (message !== undefined && message !== null) return { ok: false, message }
  const urls = options.filter(([name]) => name === 'url').map(([, value]) => value)
  // The value of an option that is not known here looks like a second address.
  const url = urls.find(each => /^https?:/i.test(each)) ?? urls[0]
  if (url === undefined) return { ok: false, message: 'The curl command has no URL. Add it.' }
  const has = (wanted: string): boolean => options.some(([name]) => name === wanted)
  const headers = options.flatMap(([name, value]) => {
    const header = headerOf(name, value)
    return header === null ? [] : [header]
  })
  const data = bodyOf(options)
  const asQuery = has('get') ? data : null
  const body = has('get') ? null : data
  const usual = has('head') ? 'HEAD' : body === null ? 'GET' : 'POST'
  const method = options.findLast(([name]) => name === 'request')?.[1] ?? usual
  return {
    ok: true,
    method: method.toUpperCase(),
    url,
    headers: [
      ...headers.flatMap(([name, value]) => (value === null ? [] : [name, value])),
      ...(body === null ? [] : typeOf(options, headers))
    ],
    body: body ?? '',
    asQuery
  }
}
