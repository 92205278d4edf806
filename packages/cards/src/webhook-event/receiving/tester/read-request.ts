import { bytesOfBase64, textOf } from '@hookwright/model'
import type { TestRequest } from '../../../view/workbench.ts'
import { readCurl } from './read-curl.ts'

/** Parsed request with its body as text. If the request cannot be parsed, a sentence with the reason. */
export type ReadRequest =
  | { ok: true; request: Omit<TestRequest, 'eventUrl' | 'base64'> & { body: string } }
  | { ok: false; message: string }

const no = (message: string): ReadRequest => ({ ok: false, message })

const queryOf = (target: string): string => {
  const [sent = ''] = target.split('#')
  const at = sent.indexOf('?')
  return at < 0 ? '' : sent.slice(at + 1)
}

const curl = (text: string): ReadRequest => {
  const read = readCurl(text)
  if (!read.ok) return read
  const { method, url, headers, body, asQuery } = read
  const query = [queryOf(url), asQuery ?? ''].filter(Boolean).join('&')
  return { ok: true, request: { method, query, headers, body } }
}

/** Pattern of a valid HTTP header name and its colon. */
const headerStart = /^[!#$%&'*+.^`|~\w-]+\s*:/

const readHttp = (text: string): ReadRequest => {
  const lines = text.replaceAll('\r\n', '\n')
  const gap = lines.indexOf('\n\n')
  const head = (gap < 0 ? lines : lines.slice(0, gap)).split('\n')
  const [first = '', ...rest] = head
  const start = /^([A-Za-z]{1,20})\s+(\S+)(?:\s+HTTP\/[\d.]+)?\s*$/.exec(first)
  if (start === null)
    return no(
      'The first line must be the method and the path, such as “POST /”, followed by one header per line.'
    )
  const broken = rest.find(line => line.trim() !== '' && !headerStart.test(line))
  if (broken !== undefined)
    return no(
      `“${broken.slice(0, 60)}” is not a header. Write “Name: value”, and an empty line before the body.`
    )
  return {
    ok: true,
    request: {
      method: (start[1] ?? '').toUpperCase(),
      query: queryOf(start[2] ?? ''),
      headers: rest
        .filter(line => line.trim() !== '')
        .flatMap(line => {
          const colon = line.indexOf(':')
          return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
        }),
      body: gap < 0 ? '' : lines.slice(gap + 2)
    }
  }
}

/** Parses a pasted request, written as raw HTTP or as a curl command. */
export const readRequest = (text: string): ReadRequest => {
  const trimmed = text.trimStart()
  if (trimmed === '') return no('Paste a request, or pick a received delivery.')
  // A prompt may have come along.
  const command = /^(?:[$%>#]\s+)?(curl(?:\.exe)?\s[\s\S]*)$/.exec(trimmed)?.[1]
  return command === undefined ? readHttp(trimmed) : curl(command.trimEnd())
}

/** Formats a request as HTTP text. A binary body is replaced by its size. */
export const writeRequest = ({ method, query, headers, base64 }: Omit<TestRequest, 'eventUrl'>): string => {
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1] ?? ''}`] : []))
  const bytes = bytesOfBase64(base64) ?? new Uint8Array()
  const body = textOf(bytes) ?? `(${bytes.length} bytes of binary data)`
  return [`${method} /${query === '' ? '' : `?${query}`}`, ...lines, '', body].join('\n')
}
