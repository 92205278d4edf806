import { defineCard, outputs, ports } from '@hookwright/engine'
import { base64Of, bytesOf, contentOfFile, Fault, isJsonObject, one, textOf } from '@hookwright/model'
import { z } from 'zod'
import { FileContent, fileContentSetting } from '../file-create/card.ts'

const Config = z.strictObject({ content: FileContent.default('text') })
type Config = z.infer<typeof Config>

const failed = (message: string): Fault => new Fault('card.failed', { message })

/** Card that reads the content of a file, as text or as Base64. */
export const fileRead = defineCard<Config>({
  type: 'file-read',
  title: 'Read File',
  group: 'File',
  docs: {
    summary: 'Content, name and size of a file',
    aliases: ['attachment', 'document', 'download', 'binary', 'open'],
    help: 'Returns the content of a File as text or as Base64, and its name, media type and size. The file comes from Create File or from a request whose response is a File. Text must be UTF-8; choose Base64 for images and other files that are not text. The card fails for files that an event delivered, because their content is not part of the event’s values.',
    example: {
      config: { content: 'text' },
      inputs: {
        file: {
          id: '1',
          name: 'users.csv',
          type: 'text/csv',
          size: 7,
          encoding: 'base64',
          content: 'aWQsbmFtZQ=='
        }
      },
      outputs: { content: 'id,name', name: 'users.csv', type: 'text/csv', size: 7 }
    }
  },
  config: Config,
  blank: () => ({ config: { content: 'text' } }),
  settings: [fileContentSetting],
  ports: () =>
    ports({
      inputs: [{ id: 'file', label: 'File', type: one('file'), required: true }],
      outputs: [
        { id: 'content', label: 'Content', type: one('text') },
        { id: 'name', label: 'Name', type: one('text') },
        { id: 'type', label: 'Media Type', type: one('text') },
        { id: 'size', label: 'Size', type: one('number') }
      ]
    }),
  /** Returns the content and properties of the file. Throws `card.failed` when it cannot be read. */
  execute: ({ config, inputs, name }) => {
    const file = isJsonObject(inputs.file) ? inputs.file : {}
    const read = contentOfFile(file)
    if (read === 'no-content') {
      throw failed(
        `The file passed to “${name}” has no content. Files that events deliver cannot be read; map a file of Create File or of a File response.`
      )
    }
    if (read === 'not-base64')
      throw failed(`The content of the file passed to “${name}” is not valid Base64. Check the mapped file.`)
    const bytes = typeof read.content === 'string' ? bytesOf(read.content) : read.content
    const content = config.content === 'base64' ? base64Of(bytes) : textOf(bytes)
    if (content === null) {
      throw failed(
        `The content of the file passed to “${name}” is not UTF-8 text. Set “Content format” to Base64.`
      )
    }
    const type = typeof file.type === 'string' ? file.type : null
    return outputs({ content, name: file.name, type, size: bytes.byteLength })
  }
})
