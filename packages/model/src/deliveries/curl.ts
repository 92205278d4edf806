import type { Header } from './header.ts'

/** Quotes a text as one word of a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * Returns the curl command that sends a request, with one option per line. The body is sent byte for byte
 * (`--data-binary`), even if it starts with @, which curl would interpret as a file name.
 */
export const curlOf = (request: { method: string; url: string; headers: Header[]; body: string }): string => {
  const { method, url, headers, body } = request
  const parts = [
    `curl -X ${method} ${quote(url)}`,
    ...headers.map(({ name, value }) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`)
  ]
  if (body !== '')
    parts.push(body.startsWith('@') ? `--data-raw ${quote(body)}` : `--data-binary ${quote(body)}`)
  return parts.join(' \\\n  ')
}
