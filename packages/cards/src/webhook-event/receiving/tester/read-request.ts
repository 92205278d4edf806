import { bytesOfBase64, textOf } from '@hookwright/model'
import type { TriedRequest } from '../../../workbench.ts'

/** A request that was read, with its body as text, or a sentence that says why it cannot be. */
export type ReadRequest =
  | { ok: true; request: Omit<TriedRequest, 'eventUrl' | 'base64'> & { body: string } }
  | { ok: false; message: string }

const no = (message: string): ReadRequest => ({ ok: false, message })

const queryOf = (target: string): string => {
  const at = target.indexOf('?')
  return at < 0 ? '' : (target.slice(at + 1).split('#')[0] ?? '')
}

/** The words of a command line, as a POSIX shell takes it apart; null for a quote without its end. */
const wordsOf = (line: string): string[] | null => {
  const words: string[] = []
  const pattern = /\s+|'([^']*)'|\$'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/g
  let word: string | null = null
  let end = 0
  for (const found of line.matchAll(pattern)) {
    if (found.index !== end) return null
    end = found.index + found[0].length
    const [, single, ansi, double, escaped, plain] = found
    const part =
      single ??
      ansi?.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : sign)) ??
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

const datas = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii'])

const readCurl = (text: string): ReadRequest => {
  const words = wordsOf(text.replaceAll('\\\n', ' '))
  if (words === null) return no('A quote in the curl command has no end; add it.')
  let method: string | null = null
  let url: string | null = null
  let body: string | null = null
  const headers: string[] = []
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = words[at + 1] ?? ''
    if (word === '-X' || word === '--request') {
      method = next
      at++
    } else if (word === '-H' || word === '--header') {
      const colon = next.indexOf(':')
      if (colon > 0) headers.push(next.slice(0, colon).trim(), next.slice(colon + 1).trim())
      at++
    } else if (datas.has(word)) {
      if (next.startsWith('@')) return no(`The body stands in the file ${next.slice(1)}; paste it instead.`)
      body = body === null ? next : `${body}&${next}`
      at++
    } else if (!word.startsWith('-')) url = word
  }
  if (url === null) return no('The curl command names no address; add it.')
  return {
    ok: true,
    request: {
      method: (method ?? (body === null ? 'GET' : 'POST')).toUpperCase(),
      query: queryOf(url),
      headers,
      body: body ?? ''
    }
  }
}

const readHttp = (text: string): ReadRequest => {
  const lines = text.replaceAll('\r\n', '\n')
  const gap = lines.indexOf('\n\n')
  const head = (gap < 0 ? lines : lines.slice(0, gap)).split('\n')
  const [first = '', ...rest] = head
  const start = /^([A-Za-z]{1,20})\s+(\S+)(?:\s+HTTP\/[\d.]+)?\s*$/.exec(first)
  if (start === null)
    return no(
      'The first line should be the method and the path, such as “POST /”; the headers follow, a line each.'
    )
  const broken = rest.find(line => line.trim() !== '' && line.indexOf(':') < 1)
  if (broken !== undefined)
    return no(
      `“${broken.slice(0, 60)}” is no header; write “Name: value”, and an empty line before the body.`
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

/** Reads a request that was pasted: as HTTP writes it, or as a curl command. */
export const readRequest = (text: string): ReadRequest => {
  const trimmed = text.trimStart()
  if (trimmed === '') return no('Paste a request, or pick a received delivery.')
  return /^curl\s/.test(trimmed) ? readCurl(trimmed.trimEnd()) : readHttp(trimmed)
}

/** A request as HTTP writes it; a body that is no text is told to be so. */
export const writeRequest = ({ method, query, headers, base64 }: Omit<TriedRequest, 'eventUrl'>): string => {
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1] ?? ''}`] : []))
  const bytes = bytesOfBase64(base64) ?? new Uint8Array()
  const body = textOf(bytes) ?? `(${bytes.length} bytes that are no text)`
  return [`${method} /${query === '' ? '' : `?${query}`}`, ...lines, '', body].join('\n')
}
