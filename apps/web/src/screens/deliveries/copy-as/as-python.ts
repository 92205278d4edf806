import type { Header } from '@hookwright/model'
import type { RequestToCopy } from './request-to-copy.ts'

/** Quotes a text as a one-line Python literal: Python supports all escapes of JSON. */
const quote = (text: string): string => JSON.stringify(text)

const isEmpty = (body: RequestToCopy['body']): boolean => 'text' in body && body.text === ''

/**
 * Joins headers with the same name, since urllib stores one value per name. Adds an empty content type, since
 * urllib would otherwise set its own.
 */
const namedOnce = (headers: Header[], body: RequestToCopy['body']): [string, string][] => {
  const found = new Map<string, [string, string]>()
  for (const { name, value } of headers) {
    const before = found.get(name.toLowerCase())
    found.set(
      name.toLowerCase(),
      before === undefined ? [name, value] : [before[0], `${before[1]}, ${value}`]
    )
  }
  if (!isEmpty(body) && !found.has('content-type')) found.set('content-type', ['Content-Type', ''])
  return [...found.values()]
}

/** Formats a request as a script for Python 3 without dependencies. */
export const asPython = ({ method, url, headers, body }: RequestToCopy): string => {
  const lines = namedOnce(headers, body).map(([name, value]) => `        ${quote(name)}: ${quote(value)},`)
  const data = 'text' in body ? `${quote(body.text)}.encode()` : `base64.b64decode(${quote(body.base64)})`
  return [
    ...('base64' in body ? ['import base64'] : []),
    'import urllib.request',
    '',
    'request = urllib.request.Request(',
    `    ${quote(url)},`,
    `    method=${quote(method)},`,
    ...(lines.length === 0 ? [] : ['    headers={', ...lines, '    },']),
    ...(isEmpty(body) ? [] : [`    data=${data},`]),
    ')',
    'with urllib.request.urlopen(request) as response:',
    '    print(response.status, response.read().decode())'
  ].join('\n')
}
