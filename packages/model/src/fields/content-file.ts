import { base64Of, decodeBase64, sizeOfBase64 } from '../kernel/base64.ts'
import { isJsonObject } from '../kernel/json.ts'
import { bytesOf } from '../kernel/text-bytes.ts'

/** Maximum size of a file in a flow, and of all files in one request together, in bytes. */
export const MOST_FILE_BYTES = 10_000_000

const LONGEST_NAME = 255

/** Value of the type File, with its content in Base64. Files of deliveries have no content. */
export interface ContentFile {
  id: string
  name: string
  type: string
  size: number
  encoding: 'base64'
  content: string
}

/** Pattern of a media type, with parameters such as a charset. */
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w-]+=[\w"!#$&^.+-]+)*$/

/** Returns the given media type if it is valid, otherwise the generic binary type. */
export const mediaTypeOf = (type: string): string =>
  mediaType.test(type) ? type : 'application/octet-stream'

/**
 * Returns the last segment of a file name, without folders and control characters. Returns “file” if nothing
 * remains.
 */
export const bareFileName = (name: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
  const clean = name.replace(/[\x00-\x1f\x7f]/g, '').split(/[\\/]/)
  const last = [...(clean.at(-1) ?? '').trim()].slice(0, LONGEST_NAME).join('')
  return /^\.{0,2}$/.test(last) ? 'file' : last
}

/** Creates a file from its bytes. */
export const fileOfBytes = (
  bytes: Uint8Array,
  about: { id: string; name: string; type: string }
): ContentFile => ({
  id: about.id,
  name: about.name,
  type: mediaTypeOf(about.type),
  size: bytes.byteLength,
  encoding: 'base64',
  content: base64Of(bytes)
})

/** Returns the size of a file's content in bytes, without decoding it. Returns 0 without content. */
export const sizeOfContent = (value: unknown): number => {
  if (!isJsonObject(value) || typeof value.content !== 'string') return 0
  const { content, encoding } = value
  return encoding === 'base64' ? sizeOfBase64(content) : bytesOf(content).byteLength
}

/**
 * Returns the content of a file: text, or bytes if `encoding` is Base64. If the content is missing or
 * invalid, returns the reason.
 */
export const contentOfFile = (
  value: unknown
): { content: string | Uint8Array } | 'no-content' | 'not-base64' => {
  if (!isJsonObject(value) || typeof value.content !== 'string') return 'no-content'
  const content = value.encoding === 'base64' ? decodeBase64(value.content) : value.content
  return content === null ? 'not-base64' : { content }
}
