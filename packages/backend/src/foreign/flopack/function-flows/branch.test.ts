import { expect, test } from 'vitest'
import {
  end,
  type FlowCase,
  flow,
  from,
  helper,
  joinsTo,
  one,
  runImported,
  start,
  writeFlow
} from '../run-imported.ts'

const cases: FlowCase[] = [
  [
    'If/Else with values that both branches hand on',
    {
      main: {
        name: 'Main',
        flow: joinsTo(
          writeFlow([
            start({ age: 'number' }),
            {
              id: 'if',
              op: 'control.if',
              in: { 'left-operand': from('start', 'age'), operator: '>=', 'right-operand': 18 },
              out: { result: 'boolean' },
              whenTrue: [
                { id: 'old', op: 'string.compose', in: { _text_: 'adult' }, out: { output: 'string' } }
              ],
              whenFalse: [
                { id: 'young', op: 'string.compose', in: { _text_: 'minor' }, out: { output: 'string' } }
              ],
              joins: { kind: 'string' }
            },
            end({ kind: from('if-join', 'kind') })
          ]),
          [
            ['old', 'output', 'if', 'kind'],
            ['young', 'output', 'if', 'kind']
          ]
        )
      }
    },
    { age: 17 },
    { kind: 'minor' }
  ],
  [
    'If/ElseIf whose cases are flows inside the card, with values from outside',
    one(
      start({ code: 'string', name: 'string' }),
      {
        id: 'cases',
        op: 'control.branch',
        in: {
          'if/left-operand': from('start', 'code'),
          'if/operator': '==',
          'if/right-operand': 'de',
          'if/flo': writeFlow([
            start({ 'context/N1': 'string' }),
            {
              id: 'hallo',
              op: 'string.compose',
              in: { _text_: 'Hallo {{{x}}}', x: from('start', 'context/N1') },
              out: { output: 'string' }
            },
            end({ greeting: from('hallo', 'output') })
          ]),
          'more/left-operand': from('start', 'code'),
          'more/operator': 'in',
          'more/right-operand': ['fr', 'be'],
          'more/flo': writeFlow([start(), end({ greeting: 'Bonjour' })]),
          'else/flo': writeFlow([start(), end({ greeting: 'Hello' })]),
          'context/N1': from('start', 'name')
        },
        types: { 'if/flo': 'flo', 'more/flo': 'flo', 'else/flo': 'flo', 'more/right-operand': 'string[]' },
        out: { greeting: 'string' }
      },
      end({ greeting: from('cases', 'greeting') })
    ),
    { code: 'de', name: 'Ada' },
    { greeting: 'Hallo Ada' }
  ],
  [
    'If Error, Return Error and the error of the second flow',
    one(
      start({ name: 'string' }),
      {
        id: 'try',
        op: 'control.tryCatch',
        in: {
          flo: writeFlow([
            start({ 'context/N1': 'string' }),
            {
              id: 'check',
              op: 'control.throwIf',
              in: {
                'left-operand': from('start', 'context/N1'),
                operator: 'is empty',
                message: 'The name is empty.'
              }
            },
            end({ text: from('start', 'context/N1') })
          ]),
          'context/N1': from('start', 'name')
        },
        types: { flo: 'flo' },
        policy: {
          type: 'handler',
          flo: writeFlow([
            start({ 'context/error': 'object' }),
            {
              id: 'message',
              op: 'object.get',
              in: { object: from('start', 'context/error'), path: 'message' },
              out: { output: 'string' }
            },
            end({ text: from('message', 'output') })
          ])
        },
        out: { text: 'string' }
      },
      end({ text: from('try', 'text') })
    ),
    { name: '' },
    { text: 'The name is empty.' }
  ],
  [
    'Continue If, which ends a helper flow only',
    {
      main: flow(
        start({ n: 'number' }),
        {
          id: 'call',
          op: 'control.spawn',
          in: { flo: 'half', n: from('start', 'n') },
          types: { flo: 'flo' },
          out: { half: 'number' }
        },
        end({ half: from('call', 'half'), after: 'reached' }, { half: 'number' })
      ),
      half: helper(
        'Half',
        start({ n: 'number' }),
        {
          id: 'even',
          op: 'control.continueIf',
          in: {
            'left-operand': from('start', 'n'),
            operator: '%',
            'right-operand': 2,
            'otherwise/message': null
          }
        },
        { id: 'half', op: 'math.divide', in: { a: from('start', 'n'), b: 2 }, out: { output: 'number' } },
        end({ half: from('half', 'output') }, { half: 'number' })
      )
    },
    { n: 7 },
    { half: null, after: 'reached' }
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
