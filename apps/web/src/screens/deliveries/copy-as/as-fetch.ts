import type { RequestToCopy } from './request-to-copy.ts'

/** Quotes a text as a one-line JavaScript literal. */
const quote = (text: string): string => JSON.stringify(text)

const bodyOf = (body: RequestToCopy['body']): string | null => {
  if ('text' in body) return body.text === '' ? null : quote(body.text)
  return `Uint8Array.from(atob(${quote(body.base64)}), letter => letter.charCodeAt(0))`
}

/**
 * Formats a request as a JavaScript module for Node or a browser console. GET and HEAD have no body, since
 * `fetch` rejects it.
 */
export const asFetch = ({ method, url, headers, body }: RequestToCopy): string => {
  const sent = method === 'GET' || method === 'HEAD' ? null : bodyOf(body)
  const pairs = headers.map(({ name, value }) => `    [${quote(name)}, ${quote(value)}]`)
  const parts = [
    `  method: ${quote(method)}`,
    ...(pairs.length === 0 ? [] : [`  headers: [\n${pairs.join(',\n')}\n  ]`]),
    ...(sent === null ? [] : [`  body: ${sent}`])
  ]
  return [
    `const response = await fetch(${quote(url)}, {`,
    parts.join(',\n'),
    '})',
    'console.log(response.status, await response.text())'
  ].join('\n')
}
