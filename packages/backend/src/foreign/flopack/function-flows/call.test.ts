import { expect, test } from 'vitest'
import { end, type FlowCase, flow, from, helper, item, runImported, start } from '../run-imported.ts'

const cases: FlowCase[] = [
  [
    'Call Flow with inputs and outputs, and Assign',
    {
      main: flow(
        start({ first: 'string' }),
        {
          id: 'let',
          op: 'control.let',
          in: { last: 'Acme', seats: 12 },
          out: { last: 'string', seats: 'number' }
        },
        {
          id: 'call',
          op: 'control.spawn',
          in: { flo: 'full', first: from('start', 'first'), 'last name': from('let', 'last') },
          types: { flo: 'flo' },
          out: { full: 'string' }
        },
        end({ full: from('call', 'full'), seats: from('let', 'seats') }, { seats: 'number' })
      ),
      full: helper(
        'Full name',
        start({ first: 'string', 'last name': 'string' }),
        {
          id: 'join',
          op: 'string.concat',
          in: { a: from('start', 'first'), b: ' ', c: from('start', 'last name') },
          out: { output: 'string' }
        },
        end({ full: from('join', 'output') })
      )
    },
    { first: 'Ada' },
    { full: 'Ada Acme', seats: 12 }
  ],
  [
    'Map into objects of what the last card gives, and Pluck',
    {
      main: flow(
        start({ users: 'object[]' }),
        {
          id: 'map',
          op: 'list.map',
          in: { list: from('start', 'users'), flo: 'one', concurrency: 3, mail: item('profile.email') },
          types: { list: 'object[]', flo: 'flo' },
          out: { 'new list': 'object[]' }
        },
        {
          id: 'pluck',
          op: 'list.pluck',
          in: { list: from('map', 'new list'), key: 'output.login' },
          types: { list: 'object[]' },
          out: { values: 'string[]' }
        },
        end({ logins: from('pluck', 'values') }, { logins: 'string[]' })
      ),
      one: helper('One', start({ mail: 'string' }), {
        id: 'made',
        op: 'object.construct',
        in: { login: from('start', 'mail') },
        out: { output: 'object' }
      })
    },
    { users: [{ profile: { email: 'ada@acme.example' } }, { profile: { email: 'bo@acme.example' } }] },
    { logins: ['ada@acme.example', 'bo@acme.example'] }
  ],
  [
    'Filter Custom and Length',
    {
      main: flow(
        start({ words: 'string[]' }),
        {
          id: 'filter',
          op: 'list.filter',
          in: { list: from('start', 'words'), flo: 'long', concurrency: 1, word: item('') },
          types: { list: 'string[]', flo: 'flo' },
          out: { list: 'string[]' }
        },
        {
          id: 'count',
          op: 'list.length',
          in: { list: from('filter', 'list') },
          types: { list: 'object[]' },
          out: { length: 'number' }
        },
        end(
          { words: from('filter', 'list'), count: from('count', 'length') },
          { words: 'string[]', count: 'number' }
        )
      ),
      long: helper(
        'Is long',
        start({ word: 'string' }),
        {
          id: 'length',
          op: 'string.length',
          in: { string: from('start', 'word') },
          out: { length: 'number' }
        },
        {
          id: 'is',
          op: 'boolean.compare',
          in: { 'left-operand': from('length', 'length'), operator: '>', 'right-operand': 3 },
          out: { result: 'boolean' }
        },
        end({ keep: from('is', 'result') }, { keep: 'boolean' })
      )
    },
    { words: ['red', 'green', 'blue', 'tan'] },
    { words: ['green', 'blue'], count: 2 }
  ],
  [
    'Reduce',
    {
      main: flow(
        start({ words: 'string[]' }),
        {
          id: 'reduce',
          op: 'list.reduce',
          in: { list: from('start', 'words'), memo: '>', flo: 'add', word: item('') },
          types: { list: 'string[]', flo: 'flo' },
          out: { item: 'string' }
        },
        end({ all: from('reduce', 'item') })
      ),
      add: helper(
        'Add',
        start({ word: 'string', memo: 'string' }),
        {
          id: 'join',
          op: 'string.concat',
          in: { a: from('start', 'memo'), b: from('start', 'word'), c: ';' },
          out: { output: 'string' }
        },
        end({ memo: from('join', 'output') })
      )
    },
    { words: ['a', 'b', 'c'] },
    { all: '>a;b;c;' }
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
