import { encodeUrlText } from '@hookwright/engine'
import { bytesOf, mediaTypeOf } from '@hookwright/model'
import type { FormEntry, FormFile } from './form-file.ts'

/** Encodes a text as a name or value of a form body, as browsers do (WHATWG URL, 5.2). */
export const encodeFormText = (text: string): string =>
  encodeUrlText(text).replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E')

/** Encodes a form as `application/x-www-form-urlencoded` (WHATWG URL, 5.2). */
export const encodeForm = (entries: readonly { name: string; value: string }[]): string =>
  entries.map(({ name, value }) => `${encodeFormText(name)}=${encodeFormText(value)}`).join('&')

/** Escapes characters that would end a quoted name, as browsers do (WHATWG HTML, 4.10.21.8). */
const escapeName = (name: string): string =>
  name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')

/** Part of a multipart body: its headers including the empty line after them, and its content. */
interface Part {
  head: string
  content: FormFile['content']
}

const partOf = ({ name, value }: FormEntry): Part => {
  const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"`
  if (typeof value === 'string') return { head: `${disposition}\r\n\r\n`, content: value }
  const { content } = value
  const head = `${disposition}; filename="${escapeName(value.name)}"\r\nContent-Type: ${mediaTypeOf(value.type)}\r\n\r\n`
  return { head, content }
}

const holds = (content: Part['content'], wanted: string): boolean => {
  if (typeof content === 'string') return content.includes(wanted)
  const [first = 0, ...rest] = bytesOf(wanted)
  for (let at = content.indexOf(first); at >= 0; at = content.indexOf(first, at + 1))
    if (rest.every((byte, index) => content[at + 1 + index] === byte)) return true
  return false
}

const joined = (chunks: (string | Uint8Array)[]): Uint8Array => {
  const all = chunks.map(chunk => (typeof chunk === 'string' ? bytesOf(chunk) : chunk))
  const bytes = new Uint8Array(all.reduce((length, chunk) => length + chunk.byteLength, 0))
  let at = 0
  for (const chunk of all) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/**
 * Encodes a form as `multipart/form-data` (RFC 7578). Files become parts with their bytes, other values text
 * parts. The boundary is extended until no part contains it.
 */
export const encodeMultipart = (
  entries: readonly FormEntry[],
  seed: string
): { content: string | Uint8Array; boundary: string } => {
  const parts = entries.map(partOf)
  let boundary = `hookwright-${seed}`
  while (parts.some(({ head, content }) => head.includes(boundary) || holds(content, boundary)))
    boundary += 'x'
  const chunks = [
    ...parts.flatMap(({ head, content }) => [`--${boundary}\r\n${head}`, content, '\r\n']),
    `--${boundary}--\r\n`
  ]
  const isText = chunks.every(chunk => typeof chunk === 'string')
  return { content: isText ? chunks.join('') : joined(chunks), boundary }
}
