import { defineCard, outputs, ports, type Setting } from '@hookwright/engine'
import {
  bareFileName,
  bytesOf,
  decodeBase64,
  Fault,
  MOST_FILE_BYTES,
  mediaTypeOf,
  one
} from '@hookwright/model'
import { z } from 'zod'
import { fileWithId } from '../kernel/file-with-id.ts'

/** Formats of a file's content. */
export const FileContent = z.enum(
  ['text', 'base64'],
  'The content format must be text or Base64. Choose one of them.'
)

/** Setting for the format of the content. */
export const fileContentSetting = {
  kind: 'choice',
  key: 'content',
  label: 'Content format',
  choices: [
    { value: 'text', label: 'Text' },
    { value: 'base64', label: 'Base64' }
  ]
} satisfies Setting

const Config = z.strictObject({ content: FileContent.default('text') })
type Config = z.infer<typeof Config>

/** Default media types, by format of the content. */
const usualTypes: Record<Config['content'], string> = {
  text: 'text/plain',
  base64: 'application/octet-stream'
}

/** Card that creates a file from text or Base64. */
export const fileCreate = defineCard<Config>({
  type: 'file-create',
  title: 'Create File',
  group: 'File',
  docs: {
    summary: 'File from text or Base64',
    aliases: ['attachment', 'document', 'upload', 'binary', 'csv', 'write'],
    help: 'Creates a File from text, which is encoded as UTF-8, or from Base64. Map it to a form field of a multipart request or to a File input. The media type is text/plain for text and application/octet-stream for Base64 unless you enter one, such as text/csv. Folders and control characters are removed from the name. A file has at most 10 MB.',
    example: {
      config: { content: 'text' },
      inputs: { name: 'users.csv', type: 'text/csv', content: 'id,name' },
      outputs: {
        file: {
          id: 'b62957d6f4da8704aa911420816434d91a2b00a077c00b5fc052d4e8ccac58ba',
          name: 'users.csv',
          type: 'text/csv',
          size: 7,
          encoding: 'base64',
          content: 'aWQsbmFtZQ=='
        }
      }
    }
  },
  config: Config,
  blank: () => ({ config: { content: 'text' } }),
  settings: [fileContentSetting],
  ports: () =>
    ports({
      inputs: [
        { id: 'name', label: 'Name', type: one('text'), required: true },
        { id: 'type', label: 'Media Type', type: one('text'), required: false },
        { id: 'content', label: 'Content', type: one('text'), required: true, lines: 2 }
      ],
      outputs: [{ id: 'file', label: 'File', type: one('file') }]
    }),
  /**
   * Returns the file. Throws `card.not-base64`, and `card.failed` for an invalid media type or too many
   * bytes.
   */
  execute: ({ config, inputs, name, fx }) => {
    const content = String(inputs.content)
    const bytes = config.content === 'base64' ? decodeBase64(content) : bytesOf(content)
    if (bytes === null) throw new Fault('card.not-base64', { card: name })
    if (bytes.byteLength > MOST_FILE_BYTES) {
      throw new Fault('card.failed', {
        message: `The content passed to “${name}” has more than ${MOST_FILE_BYTES / 1_000_000} MB. Map a smaller one.`
      })
    }
    const wanted = String(inputs.type ?? '').trim()
    const type = wanted === '' ? usualTypes[config.content] : wanted
    if (mediaTypeOf(type) !== type) {
      throw new Fault('card.failed', {
        message: `The media type passed to “${name}” is invalid. Enter one such as text/csv or image/png.`
      })
    }
    return outputs({ file: fileWithId(bytes, { name: bareFileName(String(inputs.name)), type }, fx) })
  }
})
