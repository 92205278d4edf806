import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArrival } from './read-arrival.ts'

const read = async (contentType: string, body: string | Uint8Array) =>
  readArrival({ id: 'd1', contentType }, typeof body === 'string' ? Buffer.from(body) : body)

describe('XML', () => {
  test('is an object: elements, attributes, text, and lists where one comes twice', async () => {
    const body =
      '<?xml version="1.0"?><order id="7"><item>a &amp; b</item><item n="2">c</item><!-- x --><empty/></order>'
    expect(await read('text/xml; charset=utf-8', body)).toEqual({
      keptAsText: null,
      value: { order: { '@id': '7', item: ['a & b', { '#text': 'c', '@n': '2' }], empty: '' } }
    })
  })

  test.each<[string, string, string]>([
    ['broken', '<a><b></a>', 'cannot be read as XML'],
    ['with definitions', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'DOCTYPE'],
    [
      'that would blow up',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>`,
      'DOCTYPE'
    ],
    ['that reads a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'DOCTYPE'],
    ['nested 33 deep', `${'<a>'.repeat(33)}${'</a>'.repeat(33)}`, '32 levels'],
    ['of more than 256 KB', `<a>${'b'.repeat(262_145)}</a>`, '256 KB']
  ])('%s is kept as text', async (_, body, why) => {
    const { value, keptAsText } = await read('application/soap+xml', body)
    expect(value).toBe(body)
    expect(keptAsText).toContain(why)
  })

  test('nested 32 deep is read', async () => {
    expect(await read('text/xml', `${'<a>'.repeat(32)}${'</a>'.repeat(32)}`)).toMatchObject({
      keptAsText: null
    })
  })

  test('reaches no prototype', async () => {
    await read('text/xml', '<__proto__><polluted>1</polluted></__proto__>')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('multipart', () => {
  const type = 'multipart/form-data; boundary=cut'
  const part = (headers: string, body: string) => `--cut\r\n${headers}\r\n\r\n${body}\r\n`
  const field = (name: string, body: string) => part(`Content-Disposition: form-data; name="${name}"`, body)
  const file = (name: string, filename: string, body: string) =>
    part(
      `Content-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: image/png`,
      body
    )

  test('gives fields as text and files without their bytes, in lists where a name comes twice', async () => {
    const body = `${field('who', 'Zoë')}${field('tag', 'a')}${field('tag', 'b')}${file('photo', 'me.png', '12345')}--cut--\r\n`
    expect(await read(type, body)).toEqual({
      keptAsText: null,
      value: {
        who: 'Zoë',
        tag: ['a', 'b'],
        photo: { id: 'd1/0', name: 'me.png', type: 'image/png', size: 5 }
      }
    })
  })

  test.each(['../../etc/passwd', '/etc/passwd', 'C:\\\\temp\\\\passwd'])(
    'takes no folder of %s',
    async name => {
      const { value } = await read(type, `${file('f', name, 'x')}--cut--\r\n`)
      expect(value).toMatchObject({ f: { name: 'passwd' } })
    }
  )

  test('without its end, or without a boundary, is kept as text', async () => {
    const half = field('who', 'Ada')
    expect(await read(type, half)).toMatchObject({
      value: half,
      keptAsText: expect.stringContaining('multipart')
    })
    expect(await read('multipart/form-data', half)).toMatchObject({ value: half })
  })

  test('gives a field whole, however long it is, and as text what would be cut', async () => {
    const long = 'é'.repeat(1_000_000)
    const { value } = await read(type, `${field('note', long)}--cut--\r\n`)
    expect(value).toEqual({ note: long })
    const longer = `${field('note', 'x'.repeat(10 * 1_048_576 + 1))}--cut--\r\n`
    expect(await read(type, longer)).toMatchObject({ keptAsText: expect.stringContaining('multipart') })
  })

  test('of more parts than are read is kept as text', async () => {
    const many = `${field('a', 'b').repeat(1_100)}--cut--\r\n`
    expect(await read(type, many)).toMatchObject({
      value: many,
      keptAsText: expect.stringContaining('multipart')
    })
  })
})

describe('bytes that are no text', () => {
  test('are one file, kept whole', async () => {
    const bytes = Uint8Array.from([0xff, 0xd8, 0, 1])
    expect(await read('image/jpeg', bytes)).toEqual({
      keptAsText: null,
      value: { id: 'd1/0', name: 'body', type: 'image/jpeg', size: 4 }
    })
  })

  test('that say they are text are text, as far as they can be', async () => {
    expect(await read('text/plain', Uint8Array.from([0x61, 0xff]))).toEqual({
      value: 'a\ufffd',
      keptAsText: null
    })
  })
})

test('whatever comes, as whatever, is read without a fault', async () => {
  const types = [
    'text/xml',
    'multipart/form-data; boundary=cut',
    'application/json',
    'image/png',
    'text/plain',
    ''
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...types), fc.uint8Array({ maxLength: 200 }), async (type, bytes) => {
      expect(await read(type, bytes)).toHaveProperty('keptAsText')
    })
  )
})
