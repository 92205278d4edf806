import { Busboy } from '@fastify/busboy'
import type { ReadBody } from '@hookwright/model'
import type { FileValue } from './file-value.ts'

/** The most of each that one body may hold. */
const limits = {
  fields: 1_000,
  files: 100,
  parts: 1_000,
  headerPairs: 50,
  fieldNameSize: 200,
  // As large as a whole body may be, so that no field is cut.
  fieldSize: 10 * 1_048_576
}

/** The last part of a file's name, whatever folders its sender wrote before it. */
const bareName = (name: string): string => name.split(/[\\/]/).at(-1)?.slice(0, 255) || 'file'

type Part = string | FileValue

const whyNot = 'The body says it is multipart but cannot be read so, so it was kept as text.'

/**
 * A multipart body as an object: a field's text, or a file without its bytes, which stay in the body. A name that comes
 * twice is a list. Never rejects: what cannot be read is text, with a sentence that says so.
 */
export const readMultipart = (contentType: string, body: Uint8Array, bodyId: string): Promise<ReadBody> =>
  new Promise(resolve => {
    const fields = new Map<string, Part | Part[]>()
    const asText = (): void => resolve({ value: new TextDecoder().decode(body), keptAsText: whyNot })
    let files = 0
    const add = (name: string, part: Part): void => {
      const before = fields.get(name)
      if (Array.isArray(before)) before.push(part)
      else if (name !== '__proto__') fields.set(name, before === undefined ? part : [before, part])
    }
    try {
      const parser = new Busboy({ headers: { 'content-type': contentType }, limits })
      parser.on('field', (name, text, isNameCut, isTextCut) => {
        // What would reach the flow in part only is handed on whole, as text.
        if (isNameCut || isTextCut) asText()
        else add(name, text)
      })
      parser.on('file', (name, stream, filename, _encoding, type) => {
        const file = { id: `${bodyId}/${files++}`, name: bareName(filename ?? ''), type, size: 0 }
        add(name, file)
        stream.on('data', (chunk: Buffer) => {
          file.size += chunk.length
        })
        stream.on('error', asText)
      })
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parser.on(limit, asText)
      parser.on('error', asText)
      parser.on('finish', () => resolve({ value: Object.fromEntries(fields), keptAsText: null }))
      parser.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
    } catch {
      asText()
    }
  })
