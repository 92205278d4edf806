import { encodeUrlText } from '@hookwright/engine'
import type { FormEntry } from './form-fields.ts'

/** A text as a name or a value of a form-encoded body, as browsers write it (WHATWG URL, 5.2). */
export const encodeFormText = (text: string): string =>
  encodeUrlText(text).replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E')

/** A form as `application/x-www-form-urlencoded` (WHATWG URL, 5.2). */
export const encodeForm = (entries: readonly FormEntry[]): string =>
  entries
    .map(({ name, value }) => {
      const text = typeof value === 'string' ? value : value.content
      return `${encodeFormText(name)}=${encodeFormText(text)}`
    })
    .join('&')

/** Characters that would end a quoted name, as browsers escape them (WHATWG HTML, 4.10.21.8). */
const escapeName = (name: string): string =>
  name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')

/** The value of a Content-Type header that a file may have. */
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w-]+=[\w"!#$&^.+-]+)*$/

const partOf = ({ name, value }: FormEntry): string => {
  const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"`
  if (typeof value === 'string') return `${disposition}\r\n\r\n${value}`
  const type = mediaType.test(value.type) ? value.type : 'application/octet-stream'
  return `${disposition}; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n${value.content}`
}

/** A form as `multipart/form-data` (RFC 7578). The boundary is made longer while a part contains it. */
export const encodeMultipart = (
  entries: readonly FormEntry[],
  seed: string
): { text: string; boundary: string } => {
  const parts = entries.map(partOf)
  let boundary = `hookwright-${seed}`
  while (parts.some(part => part.includes(boundary))) boundary += 'x'
  const text = `${parts.map(part => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`
  return { text, boundary }
}
