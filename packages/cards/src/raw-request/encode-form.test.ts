import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeForm, encodeMultipart } from './encode-form.ts'
import { formEntriesOf } from './form-fields.ts'

const entries = fc.array(
  fc.record({ name: fc.string({ minLength: 1, unit: 'grapheme' }), value: fc.string({ unit: 'grapheme' }) }),
  { maxLength: 5 }
)

/** Line breaks in text are CRLF in a form, so they are not compared. */
const isOneLine = ({ name, value }: { name: string; value: string }): boolean => !/[\r\n]/.test(name + value)

// review: services 5
describe('a form', () => {
  test('is read by others as it was, form-encoded', () => {
    fc.assert(
      fc.property(entries, form => {
        const pairs = form.map(({ name, value }): [string, string] => [name, value])
        // The same signs as browsers escape: secrets are looked for in this form.
        expect(encodeForm(form)).toBe(new URLSearchParams(pairs).toString())
      })
    )
  })

  test('is read by others as it was, as multipart', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries.filter(form => form.length > 0 && form.every(isOneLine)),
        async form => {
          const { text, boundary } = encodeMultipart(form, '12')
          const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
          const read = await new Response(text, { headers }).formData()
          expect([...read].map(([name, value]) => ({ name, value }))).toEqual(form)
        }
      )
    )
  })

  test('holds files with their names, types and contents', async () => {
    const file = { name: 'a "b".csv', type: 'text/csv', content: 'id;name\r\n1;Ada\r\n' }
    const { text, boundary } = encodeMultipart([{ name: 'upload', value: file }], '12')
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const read = (await new Response(text, { headers }).formData()).get('upload')
    expect(read).toMatchObject({ type: 'text/csv' })
    expect(read instanceof Blob ? await read.text() : null).toBe(file.content)
  })

  test('is not ended by a value that holds its boundary', () => {
    const { text, boundary } = encodeMultipart([{ name: 'a', value: '--hookwright-12--' }], '12')
    expect(boundary).toBe('hookwright-12x')
    expect(text).toContain('--hookwright-12--\r\n--hookwright-12x--')
  })

  test('has an entry for each item of a list, and none for what is missing', () => {
    const fields = [
      { id: 'a', name: 'tag' },
      { id: 'b', name: 'note' },
      { id: 'c', name: 'on' }
    ]
    const how = { card: 'Raw Request', files: false }
    expect(formEntriesOf(fields, { a: ['x', null, 2], b: null, c: true }, how)).toEqual([
      { name: 'tag', value: 'x' },
      { name: 'tag', value: '2' },
      { name: 'on', value: 'true' }
    ])
    expect(() => formEntriesOf(fields, { a: { b: 1 } }, how)).toThrow(
      'The input “tag” of the card “Raw Request” expects Text, Number, True/False or a list of them but received Object'
    )
  })
})
