import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeForm, encodeMultipart } from './encode-form.ts'
import { textEntriesOf } from './form-fields.ts'

const entries = fc.array(
  fc.record({ name: fc.string({ minLength: 1, unit: 'grapheme' }), value: fc.string({ unit: 'grapheme' }) }),
  { maxLength: 5 }
)

/**
 * Returns true for form entries without line breaks. Forms change line breaks to CRLF, so entries with line
 * breaks cannot be compared.
 */
const isOneLine = ({ name, value }: { name: string; value: string }): boolean => !/[\r\n]/.test(name + value)

// review: services 5
describe('a form', () => {
  test('is read back by another parser, form-encoded', () => {
    fc.assert(
      fc.property(entries, form => {
        const pairs = form.map(({ name, value }): [string, string] => [name, value])
        // The same signs as browsers escape: secrets are looked for in this form.
        expect(encodeForm(form)).toBe(new URLSearchParams(pairs).toString())
      })
    )
  })

  test('is read back by another parser, as multipart', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries.filter(form => form.length > 0 && form.every(isOneLine)),
        async form => {
          const { content, boundary } = encodeMultipart(form, '12')
          const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
          const read = await new Response(content, { headers }).formData()
          expect([...read].map(([name, value]) => ({ name, value }))).toEqual(form)
        }
      )
    )
  })

  test('contains files with their names, types and contents', async () => {
    const file = { name: 'a "b".csv', type: 'text/csv', content: 'id;name\r\n1;Ada\r\n' }
    const { content, boundary } = encodeMultipart([{ name: 'upload', value: file }], '12')
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const read = (await new Response(content, { headers }).formData()).get('upload')
    expect(read).toMatchObject({ type: 'text/csv' })
    expect(read instanceof Blob ? await read.text() : null).toBe(file.content)
  })

  test('contains files of any bytes, and no name or type of a file adds a header', async () => {
    const named = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter(name => !/[\r\n]|%(?:0[AD]|22)/i.test(name))
    const hostile = fc.constantFrom(
      'a"; x="b',
      'a"\r\nX-Evil: 1\r\n\r\n--hookwright-12--',
      "ü'ä\\.png",
      '\r\n'
    )
    const type = fc.constantFrom('image/png', 'text/csv; charset=utf-8', 'a/b\r\nX-Evil: 1', '')
    const file = fc.record({ name: fc.oneof(named, hostile), type, content: fc.uint8Array({ minLength: 1 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async files => {
        const form = files.map((value, at) => ({ name: `file ${at}`, value }))
        const { content, boundary } = encodeMultipart(form, '12')
        const bytes = Uint8Array.from(content as Uint8Array)
        const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
        const read = [...(await new Response(bytes, { headers }).formData())]
        expect(read.map(([name]) => name)).toEqual(form.map(({ name }) => name))
        for (const [at, [, got]] of read.entries()) {
          expect(got).toMatchObject({ name: files[at]?.name, type: expect.not.stringContaining('Evil') })
          expect(got instanceof Blob ? new Uint8Array(await got.arrayBuffer()) : null).toEqual(
            files[at]?.content
          )
        }
        expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/^X-Evil/m)
      })
    )
  })

  test('is not ended by a value that contains its boundary', () => {
    const { content, boundary } = encodeMultipart([{ name: 'a', value: '--hookwright-12--' }], '12')
    expect(boundary).toBe('hookwright-12x')
    expect(content).toContain('--hookwright-12--\r\n--hookwright-12x--')
    const bytes = Buffer.from('--hookwright--hookwright-12')
    const file = { name: 'a', type: '', content: new Uint8Array(bytes) }
    expect(encodeMultipart([{ name: 'a', value: file }], '12').boundary).toBe('hookwright-12x')
  })

  test('has an entry for each item of a list, and none for a missing value', () => {
    const fields = [
      { id: 'a', name: 'tag' },
      { id: 'b', name: 'note' },
      { id: 'c', name: 'on' }
    ]
    const entriesOf = (inputs: Record<string, unknown>) => textEntriesOf(fields, inputs, 'Raw Request')
    expect(entriesOf({ a: ['x', null, 2], b: null, c: true })).toEqual([
      { name: 'tag', value: 'x' },
      { name: 'tag', value: '2' },
      { name: 'on', value: 'true' }
    ])
    expect(() => entriesOf({ a: { b: 1 } })).toThrow(
      'The input “tag” of the card “Raw Request” expects Text, Number, True/False or a list of them but received Object'
    )
  })
})
