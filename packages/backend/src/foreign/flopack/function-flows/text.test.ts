import { expect, test } from 'vitest'
import { end, type FlowCase, from, one, runImported, start } from '../run-imported.ts'

const cases: FlowCase[] = [
  [
    'Compose and Concatenate',
    one(
      start({ first: 'string', last: 'string' }),
      {
        id: 'mail',
        op: 'string.compose',
        in: { _text_: 'Dear {{{a1}}} {{{b2}}}!', a1: from('start', 'first'), b2: from('start', 'last') },
        out: { output: 'string' }
      },
      {
        id: 'login',
        op: 'string.concat',
        in: { string1: from('start', 'first'), string2: '.', third: from('start', 'last') },
        out: { output: 'string' }
      },
      end({ mail: from('mail', 'output'), login: from('login', 'output') })
    ),
    { first: 'Ada', last: 'Acme' },
    { mail: 'Dear Ada Acme!', login: 'Ada.Acme' }
  ],
  [
    'Split, At and List to Text',
    one(
      start({ mail: 'string' }),
      {
        id: 'parts',
        op: 'string.split',
        in: { string: from('start', 'mail'), delimiter: '@' },
        out: { output: 'string[]' }
      },
      {
        id: 'domain',
        op: 'list.at',
        in: { list: from('parts', 'output'), index: 1 },
        types: { list: 'string[]' },
        out: { item: 'string' }
      },
      {
        id: 'again',
        op: 'list.join',
        in: { list: from('parts', 'output'), delimiter: ' at ' },
        types: { list: 'string[]' },
        out: { string: 'string' }
      },
      end({ domain: from('domain', 'item'), again: from('again', 'string') })
    ),
    { mail: 'ada@acme-hr.example' },
    { domain: 'acme-hr.example', again: 'ada at acme-hr.example' }
  ],
  [
    'Text Segment, Length, To Upper Case, Trim',
    one(
      start({ text: 'string' }),
      { id: 'trim', op: 'string.trim', in: { string: from('start', 'text') }, out: { output: 'string' } },
      {
        id: 'part',
        op: 'string.substr',
        in: { string: from('trim', 'output'), start: 4, end: 8 },
        out: { output: 'string' }
      },
      { id: 'count', op: 'string.length', in: { string: from('trim', 'output') }, out: { length: 'number' } },
      {
        id: 'loud',
        op: 'string.toUpperCase',
        in: { string: from('trim', 'output') },
        out: { output: 'string' }
      },
      {
        id: 'quiet',
        op: 'string.toLowerCase',
        in: { string: from('loud', 'output') },
        out: { output: 'string' }
      },
      end(
        {
          part: from('part', 'output'),
          count: from('count', 'length'),
          loud: from('loud', 'output'),
          quiet: from('quiet', 'output')
        },
        { count: 'number' }
      )
    ),
    { text: '  inv-2026-0042 ' },
    { part: '2026', count: 13, loud: 'INV-2026-0042', quiet: 'inv-2026-0042' }
  ],
  [
    'Replace: all, the first one only, and in any case',
    one(
      start({ text: 'string' }),
      {
        id: 'all',
        op: 'string.replace',
        in: { string: from('start', 'text'), src: 'a.', dest: '$1', global: true, sensitive: true },
        out: { output: 'string' }
      },
      {
        id: 'first',
        op: 'string.replace',
        in: { string: from('start', 'text'), src: 'a.', dest: 'x', global: false, sensitive: true },
        out: { output: 'string' }
      },
      {
        id: 'any',
        op: 'string.replace',
        in: { string: from('start', 'text'), src: 'A.', dest: '', global: true, sensitive: false },
        out: { output: 'string' }
      },
      end({ all: from('all', 'output'), first: from('first', 'output'), any: from('any', 'output') })
    ),
    { text: 'ba.na.ab' },
    { all: 'b$1n$1ab', first: 'bxna.ab', any: 'bnab' }
  ],
  [
    'Find, Find Last and Find Pattern, which give -1 where nothing is found',
    one(
      start({ text: 'string' }),
      {
        id: 'find',
        op: 'string.find',
        in: { string: from('start', 'text'), substr: 'na' },
        out: { output: 'number' }
      },
      {
        id: 'last',
        op: 'string.lastIndexOf',
        in: { string: from('start', 'text'), substr: 'na' },
        out: { output: 'number' }
      },
      {
        id: 'none',
        op: 'string.match',
        in: { string: from('start', 'text'), target: '[0-9]' },
        out: { output: 'number' }
      },
      end(
        { find: from('find', 'output'), last: from('last', 'output'), none: from('none', 'output') },
        { find: 'number', last: 'number', none: 'number' }
      )
    ),
    { text: 'banana' },
    { find: 2, last: 4, none: -1 }
  ]
]

test.each(cases)(
  '%s: an imported flow gives what the original gives',
  async (_name, flows, inputs, expected) => {
    const { result, problems, notes } = await runImported(flows, inputs)
    expect(notes).toEqual([])
    expect(problems).toEqual([])
    expect(result).toEqual(expected)
  }
)
