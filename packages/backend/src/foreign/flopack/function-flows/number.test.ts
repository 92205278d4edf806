import { expect, test } from 'vitest'
import { end, type FlowCase, from, one, runImported, start } from '../run-imported.ts'

const cases: FlowCase[] = [
  [
    'Add, Subtract, Multiply, Divide with its percentage',
    one(
      start({ a: 'number', b: 'number' }),
      {
        id: 'sum',
        op: 'math.add',
        in: { a: from('start', 'a'), b: from('start', 'b') },
        out: { output: 'number' }
      },
      {
        id: 'less',
        op: 'math.subtract',
        in: { a: from('start', 'a'), b: from('start', 'b') },
        out: { output: 'number' }
      },
      {
        id: 'times',
        op: 'math.multiply',
        in: { a: from('sum', 'output'), b: 10 },
        out: { output: 'number' }
      },
      {
        id: 'part',
        op: 'math.divide',
        in: { a: from('start', 'a'), b: from('start', 'b'), decimals: 2 },
        out: { output: 'number', percentage: 'string' }
      },
      end(
        {
          sum: from('sum', 'output'),
          less: from('less', 'output'),
          times: from('times', 'output'),
          part: from('part', 'output'),
          percent: from('part', 'percentage')
        },
        { sum: 'number', less: 'number', times: 'number', part: 'number' }
      )
    ),
    { a: 2, b: 3 },
    { sum: 5, less: -1, times: 50, part: 0.67, percent: '66.67%' }
  ],
  [
    'Round, Round Up and Formula',
    one(
      start({ n: 'number' }),
      { id: 'round', op: 'math.round', in: { a: from('start', 'n') }, out: { output: 'number' } },
      { id: 'up', op: 'math.ceil', in: { a: from('start', 'n') }, out: { output: 'number' } },
      {
        id: 'formula',
        op: 'math.expression',
        in: { _text_: '({{{k-1}}} + 1) * 4', 'k-1': from('start', 'n') },
        types: { 'k-1': 'number' },
        out: { output: 'number' }
      },
      end(
        { round: from('round', 'output'), up: from('up', 'output'), formula: from('formula', 'output') },
        { round: 'number', up: 'number', formula: 'number' }
      )
    ),
    { n: 2.25 },
    { round: 2, up: 3, formula: 13 }
  ],
  [
    'Text to Date, Add, Subtract, Difference, Date to Text, UNIX',
    one(
      start({ day: 'string' }),
      {
        id: 'parse',
        op: 'date.parse',
        in: { start: from('start', 'day'), format: 'M/D/Y' },
        out: { output: 'Date' }
      },
      {
        id: 'add',
        op: 'date.add',
        in: { start: from('parse', 'output'), scale: 60, unit: 'minutes' },
        types: { start: 'Date' },
        out: { output: 'Date' }
      },
      {
        id: 'before',
        op: 'date.subtract',
        in: { start: from('parse', 'output'), scale: 2, unit: 'days' },
        types: { start: 'Date' },
        out: { output: 'Date' }
      },
      {
        id: 'diff',
        op: 'date.diff',
        in: { start: from('add', 'output'), end: from('before', 'output') },
        types: { start: 'Date', end: 'Date' },
        out: { days: 'number', hours: 'number' }
      },
      {
        id: 'text',
        op: 'date.format',
        in: { start: from('add', 'output'), format: 'Y-MM-DD HH:mm', zone: 'UTC' },
        types: { start: 'Date' },
        out: { output: 'string' }
      },
      {
        id: 'unix',
        op: 'date.unix',
        in: { start: from('parse', 'output') },
        types: { start: 'Date' },
        out: { output: 'number' }
      },
      end(
        {
          text: from('text', 'output'),
          days: from('diff', 'days'),
          hours: from('diff', 'hours'),
          unix: from('unix', 'output')
        },
        { days: 'number', hours: 'number', unix: 'number' }
      )
    ),
    { day: '1/31/2026' },
    { text: '2026-01-31 01:00', days: 2, hours: 49, unix: 1769817600 }
  ],
  [
    'And, Or, Xor, Not, Assign If, Base64 and HMAC',
    one(
      start({ yes: 'boolean', no: 'boolean' }),
      {
        id: 'and',
        op: 'boolean.and',
        in: { a: from('start', 'yes'), b: from('start', 'no') },
        types: { a: 'boolean', b: 'boolean' },
        out: { output: 'boolean' }
      },
      {
        id: 'or',
        op: 'boolean.or',
        in: { a: from('start', 'yes'), b: from('start', 'no') },
        types: { a: 'boolean', b: 'boolean' },
        out: { output: 'boolean' }
      },
      {
        id: 'xor',
        op: 'boolean.xor',
        in: { a: from('start', 'yes'), b: from('or', 'output') },
        types: { a: 'boolean', b: 'boolean' },
        out: { output: 'boolean' }
      },
      {
        id: 'not',
        op: 'boolean.not',
        in: { a: from('and', 'output') },
        types: { a: 'boolean' },
        out: { output: 'boolean' }
      },
      {
        id: 'pick',
        op: 'control.assignIf',
        in: {
          'left-operand': from('or', 'output'),
          operator: '==',
          'right-operand': true,
          valueIfTrue: 'on',
          valueIfFalse: 'off'
        },
        out: { output: 'string' }
      },
      { id: 'encoded', op: 'string.base64', in: { string: 'ada:secret' }, out: { output: 'string' } },
      {
        id: 'sign',
        op: 'crypto.hmac',
        in: { algorithm: 'sha256', key: 'Jefe', data: 'what do ya want for nothing?', digest: 'hex' },
        out: { output: 'string' }
      },
      end(
        {
          and: from('and', 'output'),
          or: from('or', 'output'),
          xor: from('xor', 'output'),
          not: from('not', 'output'),
          pick: from('pick', 'output'),
          encoded: from('encoded', 'output'),
          sign: from('sign', 'output')
        },
        { and: 'boolean', or: 'boolean', xor: 'boolean', not: 'boolean' }
      )
    ),
    { yes: true, no: false },
    {
      and: false,
      or: true,
      xor: false,
      not: true,
      pick: 'on',
      encoded: 'YWRhOnNlY3JldA==',
      // RFC 4231, test case 2.
      sign: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
    }
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
