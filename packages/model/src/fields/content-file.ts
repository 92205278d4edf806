import { base64Of, decodeBase64, sizeOfBase64 } from '../kernel/base64.ts'
import { isJsonObject } from '../kernel/json.ts'
import { bytesOf } from '../kernel/text-bytes.ts'

/** Bytes of the largest file that a flow can hold, and of all files of one request. */
export const MOST_FILE_BYTES = 10_000_000

const LONGEST_NAME = 255

/** A value of the type File with its bytes in it, as Base64. The file of a delivery has no content. */
export interface ContentFile {
  id: string
  name: string
  type: string
  size: number
  encoding: 'base64'
  content: string
}

/** Media type, with parameters such as a character set. */
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w-]+=[\w"!#$&^.+-]+)*$/

/** The media type that a text names, or the one for bytes of any kind. */
export const mediaTypeOf = (type: string): string =>
  mediaType.test(type) ? type : 'application/octet-stream'

/** The last segment of a file's name, without folders and control characters; “file” where nothing is left. */
export const bareFileName = (name: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
  const clean = name.replace(/[\x00-\x1f\x7f]/g, '').split(/[\\/]/)
  const last = [...(clean.at(-1) ?? '').trim()].slice(0, LONGEST_NAME).join('')
  return /^\.{0,2}$/.test(last) ? 'file' : last
}

/** A file made of its bytes. */
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

/** Bytes of a file's content, without decoding it; 0 for a value without content. */
export const sizeOfContent = (value: unknown): number => {
  if (!isJsonObject(value) || typeof value.content !== 'string') return 0
  const { content, encoding } = value
  return encoding === 'base64' ? sizeOfBase64(content) : bytesOf(content).byteLength
}

/**
 * The content of a file: text, or bytes where `encoding` says Base64. A reason where it cannot be read: there is none, or
 * it is not Base64.
 */
export const contentOfFile = (
  value: unknown
): { content: string | Uint8Array } | 'no-content' | 'not-base64' => {
  if (!isJsonObject(value) || typeof value.content !== 'string') return 'no-content'
  const content = value.encoding === 'base64' ? decodeBase64(value.content) : value.content
  return content === null ? 'not-base64' : { content }
}
