import { type Header, parseJson } from '@hookwright/model'
import { shellWords } from './split-shell-line.ts'

/** Request that a curl command sends. */
export interface CurlRequest {
  method: string
  url: string
  query: Record<string, string>
  headers: Header[]
  /** Body as it is sent; null without one. */
  body: string | null
  /** Fields of a form; null for another body. */
  form: { name: string; value: string }[] | null
  isMultipart: boolean
  /** Sentences about options that have no counterpart. */
  remarks: string[]
}

/** Request that was read, or the reason why there is none, as a sentence. */
export type ReadCurl = { ok: true; request: CurlRequest } | { ok: false; why: string }

/** Options with a value that change what is sent. */
const valued: Record<string, string> = {
  X: 'request',
  H: 'header',
  d: 'data',
  F: 'form',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  o: 'output',
  m: 'max-time',
  x: 'proxy',
  T: 'upload-file',
  E: 'cert',
  w: 'write-out',
  c: 'cookie-jar'
}

const withValue = new Set([
  ...Object.values(valued),
  ...[
    'url',
    'data-raw',
    'data-binary',
    'data-ascii',
    'data-urlencode',
    'json',
    'form-string',
    'oauth2-bearer'
  ],
  ...['connect-timeout', 'retry', 'retry-delay', 'cacert', 'key', 'resolve', 'interface', 'url-query']
])

/** Options that change nothing about the request, or that Raw Request does anyway. */
const silent = new Set([
  ...['output', 'write-out', 'max-time', 'connect-timeout', 'retry', 'retry-delay', 'cookie-jar'],
  ...[
    'compressed',
    'location',
    'silent',
    'show-error',
    'include',
    'verbose',
    'fail',
    'globoff',
    'http1.1',
    'http2',
    'L',
    's',
    'S',
    'i',
    'v',
    'f',
    'g',
    'k',
    'insecure',
    'N',
    'no-buffer',
    'progress-bar'
  ]
])

const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+')

/** Value of `--data-urlencode`: `name=content`, `=content` or content. */
const urlEncoded = (text: string): string => {
  const at = text.indexOf('=')
  if (at < 0) return encoded(text)
  return at === 0 ? encoded(text.slice(1)) : `${text.slice(0, at)}=${encoded(text.slice(at + 1))}`
}

interface State {
  method: string | null
  urls: string[]
  headers: Header[]
  data: string[]
  fields: { name: string; value: string }[]
  isMultipart: boolean
  isJson: boolean
  isGet: boolean
  query: string[]
  remarks: string[]
}

const addHeader = (state: State, text: string): void => {
  const at = text.search(/[:;]/)
  if (at < 1) return
  const name = text.slice(0, at).trim()
  const value = text.slice(at + 1).trim()
  if (value !== '' || text[at] === ';') state.headers.push({ name, value })
}

/** Applies an option with its value. */
const apply = (state: State, name: string, value: string): void => {
  const file = value.startsWith('@') && !['data-raw', 'form-string', 'header'].includes(name)
  switch (name) {
    case 'request':
      state.method = value.toUpperCase()
      return
    case 'url':
      state.urls.push(value)
      return
    case 'url-query':
      state.query.push(value)
      return
    case 'header':
      addHeader(state, value)
      return
    case 'user-agent':
      addHeader(state, `User-Agent: ${value}`)
      return
    case 'referer':
      addHeader(state, `Referer: ${value}`)
      return
    case 'cookie':
      addHeader(state, `Cookie: ${value}`)
      return
    case 'user':
      state.remarks.push(
        'The user and the password were left out. Put them into a connection, or add a header “Authorization”.'
      )
      return
    case 'oauth2-bearer':
      state.remarks.push('The token was left out. Put it into a connection, or add a header “Authorization”.')
      return
    case 'data':
    case 'data-ascii':
    case 'data-binary':
    case 'data-raw':
    case 'data-urlencode':
    case 'json':
      if (file) {
        state.remarks.push(`The body comes from the file ${value.slice(1)}, which is not here. Map it.`)
        return
      }
      state.data.push(
        name === 'data-urlencode' ? urlEncoded(value) : name === 'data' ? value.replace(/[\r\n]/g, '') : value
      )
      state.isJson ||= name === 'json'
      return
    case 'form':
    case 'form-string': {
      const [field = '', ...rest] = value.split('=')
      const content = rest.join('=')
      state.isMultipart = true
      if (name === 'form' && /^[@<]/.test(content)) {
        state.remarks.push(`The field “${field}” comes from a file, which is not here. Map it.`)
        state.fields.push({ name: field, value: '' })
      } else state.fields.push({ name: field, value: content.replace(/;type=.*$/, '') })
      return
    }
    default:
      if (!silent.has(name)) state.remarks.push(`The option --${name} has no counterpart and was left out.`)
  }
}

const flag = (state: State, name: string): void => {
  if (name === 'G' || name === 'get') state.isGet = true
  else if (name === 'I' || name === 'head') state.method = 'HEAD'
  else if (!silent.has(name))
    state.remarks.push(
      `The option ${name.length === 1 ? '-' : '--'}${name} has no counterpart and was left out.`
    )
}

/** Reads the options of a command. Returns the reason why one cannot be read, or null. */
const readWords = (state: State, words: readonly string[]): string | null => {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word.startsWith('--')) {
      const name = word.slice(2)
      if (!withValue.has(name)) {
        flag(state, name)
        continue
      }
      at += 1
      if (at >= words.length) return `The option ${word} has no value. Copy the whole command.`
      apply(state, name, words[at] ?? '')
      continue
    }
    if (!word.startsWith('-') || word === '-') {
      state.urls.push(word)
      continue
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const name = valued[word[letter] ?? '']
      if (name === undefined) {
        flag(state, word[letter] ?? '')
        continue
      }
      const rest = word.slice(letter + 1)
      if (rest === '') at += 1
      if (rest === '' && at >= words.length) return `The option ${word} has no value. Copy the whole command.`
      apply(state, name, rest === '' ? (words[at] ?? '') : rest)
      break
    }
  }
  return null
}

/** Returns the fields of a URL-encoded text; null for another one. */
const formOf = (text: string): { name: string; value: string }[] | null => {
  if (text === '' || !/^[^=&\s{[]+=[^&]*(&[^=&]+=[^&]*)*$/.test(text)) return null
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }))
}

const hasHeader = ({ headers }: State, wanted: string): boolean =>
  headers.some(({ name }) => name.toLowerCase() === wanted)

/** Returns true for a text that may be a curl command. */
export const isCurl = (text: string): boolean => /^\s*(\$\s+)?curl(\.exe)?\s/i.test(text)

/** Reads a curl command. */
export const readCurl = (text: string): ReadCurl => {
  if (!isCurl(text))
    return { ok: false, why: 'The text is not a curl command. Copy one that begins with “curl”.' }
  const split = shellWords(text.replace(/^\s*(\$\s+)?curl(\.exe)?/i, ''))
  if (!split.ok) return split
  const state: State = {
    ...{ method: null, urls: [], headers: [], data: [], fields: [], query: [], remarks: [] },
    ...{ isMultipart: false, isJson: false, isGet: false }
  }
  const why = readWords(state, split.words)
  if (why !== null) return { ok: false, why }
  const [first, ...others] = state.urls
  if (first === undefined) return { ok: false, why: 'The command has no URL. Copy the whole command.' }
  if (others.length > 0)
    state.remarks.push('Only the first URL was taken. Paste a command for each of the others.')
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(first) ? first : `http://${first}`
  if (!URL.canParse(withScheme) || !/^https?:/i.test(withScheme))
    return { ok: false, why: `“${first.slice(0, 100)}” is not an http or https address. Correct it.` }
  if (state.isJson) {
    if (!hasHeader(state, 'content-type')) addHeader(state, 'Content-Type: application/json')
    if (!hasHeader(state, 'accept')) addHeader(state, 'Accept: application/json')
  }
  const data = state.data.join(state.isJson ? '' : '&')
  const url = new URL(withScheme)
  if (url.username !== '' || url.password !== '') {
    url.username = ''
    url.password = ''
    state.remarks.push('The user and the password of the URL were left out. Put them into a connection.')
  }
  for (const [name, value] of new URLSearchParams(
    [...state.query, ...(state.isGet && data !== '' ? [data] : [])].join('&')
  ))
    url.searchParams.append(name, value)
  const names = [...url.searchParams.keys()]
  const isPlain = new Set(names).size === names.length
  const query = isPlain ? Object.fromEntries(url.searchParams) : {}
  if (isPlain) url.search = ''
  url.hash = ''
  const hasBody = !state.isGet && (data !== '' || state.isMultipart)
  const type = state.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? ''
  const isForm =
    hasBody && !state.isMultipart && !state.isJson && (type === '' || /x-www-form-urlencoded/i.test(type))
  const form = state.isMultipart ? state.fields : isForm && !parseJson(data).ok ? formOf(data) : null
  const method = state.method ?? (hasBody ? 'POST' : 'GET')
  return {
    ok: true,
    request: {
      ...{
        method,
        query,
        form,
        headers: state.headers,
        remarks: state.remarks,
        isMultipart: state.isMultipart
      },
      url: url.toString(),
      body: hasBody && form === null ? data : null
    }
  }
}
