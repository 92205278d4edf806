import {
  type CurlOption,
  curlOptionsOf,
  type Header,
  isSecretName,
  parseJson,
  shellWordsOf
} from '@hookwright/model'

/** Request that a curl command sends. */
export interface CurlRequest {
  method: string
  url: string
  query: Record<string, string>
  headers: Header[]
  /** Body as sent; null for none. */
  body: string | null
  /** Form fields of the body; null for any other body. */
  form: { name: string; value: string }[] | null
  isMultipart: boolean
  /** Kind of credentials that were omitted from the options `--user` or `--oauth2-bearer`; null for none. */
  credentials: 'basic' | 'bearer' | null
  /** Sentences about options that Raw Request does not support. */
  remarks: string[]
}

/** Sentences about omitted credentials, by kind. */
export const credentialsRemarks = {
  basic:
    'The user name and password were not imported. Enter them in a connection, or add an Authorization header.',
  bearer: 'The token was not imported. Enter it in a connection, or add an Authorization header.'
} as const

/** Result of parsing a curl command: the request, or a sentence with the reason for the failure. */
export type ReadCurl = { ok: true; request: CurlRequest } | { ok: false; why: string }

/** Options that are ignored: they do not affect the request, or Raw Request does the same by default. */
const silent = new Set([
  ...['output', 'write-out', 'dump-header', 'max-time', 'connect-timeout', 'cookie-jar'],
  ...[
    'retry',
    'retry-delay',
    'retry-max-time',
    'max-redirs',
    'compressed',
    'location',
    'silent',
    'show-error'
  ],
  ...['include', 'verbose', 'fail', 'globoff', 'http1.1', 'http2', 'insecure', 'no-buffer', 'progress-bar'],
  ...['L', 's', 'S', 'i', 'v', 'f', 'g', 'k', 'N']
])

const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+')

/** Encodes the value of `--data-urlencode`: `name=content`, `=content` or plain content. */
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
  credentials: CurlRequest['credentials']
  remarks: string[]
}

const addHeader = (state: State, text: string): void => {
  const at = text.search(/[:;]/)
  if (at < 1) return
  const name = text.slice(0, at).trim()
  const value = text.slice(at + 1).trim()
  if (value !== '' || text[at] === ';') state.headers.push({ name, value })
}

const apply = (state: State, { name, value }: CurlOption): void => {
  const file = value.startsWith('@') && !['data-raw', 'form-string', 'header'].includes(name)
  switch (name) {
    case 'get':
      state.isGet = true
      return
    case 'head':
      state.method = 'HEAD'
      return
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
      state.credentials = 'basic'
      return
    case 'oauth2-bearer':
      state.credentials = 'bearer'
      return
    case 'data':
    case 'data-ascii':
    case 'data-binary':
    case 'data-raw':
    case 'data-urlencode':
    case 'json':
      if (file) {
        state.remarks.push(
          `The body is in the file ${value.slice(1)}, which was not imported. Map a value to the body of the card.`
        )
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
        state.remarks.push(
          `The value of the field “${field}” is in a file, which was not imported. Map a value to this field of the card.`
        )
        state.fields.push({ name: field, value: '' })
      } else state.fields.push({ name: field, value: content.replace(/;type=.*$/, '') })
      return
    }
    default:
      if (!silent.has(name))
        state.remarks.push(
          `The option ${name.length === 1 ? '-' : '--'}${name} is not supported and was ignored.`
        )
  }
}

/** Returns the fields of a URL-encoded text; null if the text is not URL-encoded. */
const formOf = (text: string): { name: string; value: string }[] | null => {
  if (text === '' || !/^[^=&\s{[]+=[^&]*(&[^=&]+=[^&]*)*$/.test(text)) return null
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }))
}

/** Returns true if a word of the command ends with the value of a secret option, such as `--user`. */
const holdsSecret = ({ name, value }: CurlOption, word: string): boolean => {
  if (value === '' || !word.endsWith(value)) return false
  if (name === 'user' || name === 'oauth2-bearer') return true
  return name === 'header' && isSecretName(/^([^:]*):/.exec(value)?.[1] ?? '')
}

const hasHeader = ({ headers }: State, wanted: string): boolean =>
  headers.some(({ name }) => name.toLowerCase() === wanted)

/** Returns true for a text that may be a curl command. */
export const isCurl = (text: string): boolean => /^\s*(\$\s+)?curl(\.exe)?\s/i.test(text)

/** Reads a curl command. */
export const readCurl = (text: string): ReadCurl => {
  if (!isCurl(text))
    return { ok: false, why: 'The text is not a curl command. Copy one that begins with “curl”.' }
  const split = shellWordsOf(text.replace(/^\s*(\$\s+)?curl(\.exe)?/i, ''))
  if (split === null) return { ok: false, why: 'A quote is not closed. Copy the whole command.' }
  const { options, incomplete } = curlOptionsOf(split.words)
  const unknown = split.unknown.find(word => !options.some(option => holdsSecret(option, word)))
  if (unknown !== undefined)
    return {
      ok: false,
      why: `“${unknown.slice(0, 100)}” contains a shell variable. Replace the variable with its value.`
    }
  if (incomplete !== null)
    return { ok: false, why: `The option ${incomplete} has no value. Copy the whole command.` }
  const state: State = {
    ...{ method: null, urls: [], headers: [], data: [], fields: [], query: [], remarks: [] },
    ...{ isMultipart: false, isJson: false, isGet: false, credentials: null }
  }
  for (const option of options) apply(state, option)
  const [first, ...others] = state.urls
  if (first === undefined) return { ok: false, why: 'The command has no URL. Copy the whole command.' }
  if (others.length > 0)
    state.remarks.push('Only the first URL was used. Paste the other URLs as separate commands.')
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
    state.remarks.push('The user name and password in the URL were not imported. Enter them in a connection.')
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
        credentials: state.credentials,
        isMultipart: state.isMultipart
      },
      url: url.toString(),
      body: hasBody && form === null ? data : null
    }
  }
}
