import type { Header } from './header.ts'

/** A text as one word of a POSIX shell, whatever it holds. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * The command that sends a request from a shell: one option a line, to be pasted as it is. The body goes byte for byte
 * (`--data-binary`), also when it starts with an @, which curl would take for a file.
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
