import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePath, parseTemplate, printTemplate, type TemplateParts } from './template.ts'

const partsOf = (text: string): TemplateParts => {
  const parsed = parseTemplate(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.parts
}

describe('a template', () => {
  test('contains text and parts of the request in turn', () => {
    expect(partsOf('v0:{header.X-Time}:{body}')).toEqual([
      'v0:',
      { kind: 'header', name: 'x-time', path: [], optional: false, filters: [] },
      ':',
      { kind: 'body', name: '', path: [], optional: false, filters: [] }
    ])
  })

  test('accepts paths, optional parts, and filters', () => {
    expect(partsOf('{json.data.0.a\\.b?|lower|sha256-hex}')).toEqual([
      {
        kind: 'json',
        name: 'data.0.a\\.b',
        path: ['data', 0, 'a.b'],
        optional: true,
        filters: [{ filter: 'lower' }, { filter: 'sha256-hex' }]
      }
    ])
    expect(partsOf('{json.Subject?|line(Subject)}')).toMatchObject([
      { filters: [{ filter: 'line', name: 'Subject' }] }
    ])
  })

  test('has literal braces doubled', () => {
    expect(partsOf('{{"a":{body}}}')).toMatchObject(['{"a":', { kind: 'body' }, '}'])
  })

  test.each([
    ['{body', 'There is a { without its }. Write {{ for the character itself.'],
    ['body}', 'There is a } without its {. Write }} for the character itself.'],
    ['{script}', 'is not a part of a request'],
    ['{header}', 'Write {header.name}'],
    ['{body.x}', 'takes no name'],
    ['{json.__proto__}', 'is not a path'],
    ['{json.a..b}', 'is not a path'],
    ['{body|eval}', 'is not a filter'],
    ['{form}', 'Write {form|sorted}'],
    ['{body|sorted}', 'Only a whole form can be sorted']
  ])('“%s” is invalid, with a message', (text, sentence) => {
    const parsed = parseTemplate(text)
    expect(parsed.ok ? '' : parsed.message).toContain(sentence)
  })

  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/)
  const filter = fc.oneof(
    fc.constantFrom('lower', 'crc32', 'sha256-hex', 'sha256-base64', 'hmac-sha256-hex'),
    name.map(line => `line(${line})`)
  )
  const atom = fc
    .tuple(
      fc.oneof(
        fc.constantFrom('body', 'url', 'method', 'key'),
        name.map(header => `header.${header}`),
        name.map(parameter => `query.${parameter}`),
        fc
          .array(fc.oneof(name, fc.nat(99).map(String)), { minLength: 1, maxLength: 4 })
          .map(path => `json.${path.join('.')}`)
      ),
      fc.boolean(),
      fc.array(filter, { maxLength: 2 })
    )
    .map(([source, optional, filters]) => `{${[source + (optional ? '?' : ''), ...filters].join('|')}}`)
  const literal = fc.string().map(text => text.replaceAll('{', '{{').replaceAll('}', '}}'))
  const template = fc.array(fc.oneof(atom, literal), { maxLength: 6 }).map(parts => parts.join(''))

  test('printed and parsed again is the same', () => {
    fc.assert(
      fc.property(template, text => {
        const parts = partsOf(text)
        expect(partsOf(printTemplate(parts))).toEqual(parts)
      })
    )
  })

  test('never throws, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '|', '?', '.', 'b', 'json', 'body', '(', ')', '\\') }),
        text => {
          const parsed = parseTemplate(text)
          expect(parsed.ok || parsed.message.endsWith('.')).toBe(true)
        }
      )
    )
  })
})

test('a path contains names, indexes and escaped dots, and no reserved name', () => {
  expect(parsePath('a.0.b')).toEqual(['a', 0, 'b'])
  expect(parsePath('@odata\\.etag')).toEqual(['@odata.etag'])
  for (const text of ['', 'a.', 'a.constructor', 'prototype']) expect(parsePath(text)).toBeNull()
})
