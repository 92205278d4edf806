import { expect, test } from 'vitest'
import { end, type FlowCase, from, one, runImported, start } from '../run-imported.ts'

const cases: FlowCase[] = [
  [
    'Filter and Find by a comparison',
    one(
      start({ users: 'object[]' }),
      {
        id: 'filter',
        op: 'list.filterBy',
        in: { list: from('start', 'users'), path: 'profile.team', operator: '==', comparison: 'Support' },
        types: { list: 'object[]' },
        out: { list: 'object[]' }
      },
      {
        id: 'ids',
        op: 'list.pluck',
        in: { list: from('filter', 'list'), key: 'id' },
        types: { list: 'object[]' },
        out: { values: 'number[]' }
      },
      {
        id: 'find',
        op: 'list.findBy',
        in: { list: from('start', 'users'), path: 'id', operator: '>', comparison: '1' },
        types: { list: 'object[]' },
        out: { item: 'object', index: 'number' }
      },
      {
        id: 'found',
        op: 'object.get',
        in: { object: from('find', 'item'), path: 'id' },
        out: { output: 'number' }
      },
      end(
        { ids: from('ids', 'values'), found: from('found', 'output'), at: from('find', 'index') },
        { ids: 'number[]', found: 'number', at: 'number' }
      )
    ),
    {
      users: [
        { id: 1, profile: { team: 'Support' } },
        { id: 2, profile: { team: 'Sales' } },
        { id: 3, profile: { team: 'Support' } }
      ]
    },
    { ids: [1, 3], found: 2, at: 1 }
  ],
  [
    'JSON Parse and Stringify, opened objects, and conversions of the canvas',
    one(
      start({ json: 'string' }),
      { id: 'parse', op: 'json.parse', in: { string: from('start', 'json') }, out: { output: 'object' } },
      {
        id: 'open',
        op: 'object.expand',
        in: { object: from('parse', 'output') },
        types: { object: 'object' },
        paths: { 'p1/value': ['user', 'name'] },
        out: { 'p1/value': 'string' }
      },
      {
        id: 'get',
        op: 'object.get',
        in: { object: from('parse', 'output'), path: 'tags.0' },
        out: { output: 'string' }
      },
      {
        id: 'text',
        op: 'json.stringify',
        in: { object: from('parse', 'output') },
        out: { output: 'string' }
      },
      {
        id: 'list',
        op: 'list.length',
        in: { list: from('open', 'p1/value', 'wrapArray') },
        types: { list: 'string[]' },
        out: { length: 'number' }
      },
      end(
        {
          name: from('open', 'p1/value'),
          tag: from('get', 'output'),
          text: from('text', 'output'),
          count: from('list', 'length')
        },
        { count: 'number' }
      )
    ),
    { json: '{ "user": { "name": "Ada" }, "tags": ["new"] }' },
    { name: 'Ada', tag: 'new', text: '{"user":{"name":"Ada"},"tags":["new"]}', count: 1 }
  ],
  [
    'Construct, Merge, Set, Get Multiple, Keys, Values and Clear Empty',
    one(
      start({ name: 'string' }),
      {
        id: 'made',
        op: 'object.construct',
        in: { name: from('start', 'name'), empty: '', seats: 3 },
        out: { output: 'object' }
      },
      {
        id: 'merge',
        op: 'object.merge',
        in: { start: from('made', 'output'), sink: { seats: 12, plan: { kind: 'pro' } } },
        types: { start: 'object' },
        out: { output: 'object' }
      },
      {
        id: 'set',
        op: 'object.set',
        in: { object: from('merge', 'output'), path: 'plan.size', value: 'XL' },
        types: { object: 'object' },
        out: { output: 'object' }
      },
      {
        id: 'pick',
        op: 'object.pick',
        in: { object: from('set', 'output') },
        types: { object: 'object' },
        out: { seats: 'number', 'plan.kind': 'string' }
      },
      {
        id: 'clear',
        op: 'object.clearEmpty',
        in: { object: from('set', 'output'), recursive: false },
        types: { object: 'object' },
        out: { output: 'object' }
      },
      {
        id: 'keys',
        op: 'object.keys',
        in: { object: from('clear', 'output') },
        types: { object: 'object' },
        out: { keys: 'string[]' }
      },
      {
        id: 'values',
        op: 'object.values',
        in: { object: { a: 1, b: 2 } },
        types: { object: 'object' },
        out: { values: 'number[]' }
      },
      end(
        {
          seats: from('pick', 'seats'),
          kind: from('pick', 'plan.kind'),
          keys: from('keys', 'keys'),
          values: from('values', 'values'),
          all: from('clear', 'output')
        },
        { seats: 'number', keys: 'string[]', values: 'number[]', all: 'object' }
      )
    ),
    { name: 'Ada' },
    {
      seats: 12,
      kind: 'pro',
      keys: ['name', 'seats', 'plan'],
      values: [1, 2],
      all: { name: 'Ada', seats: 12, plan: { kind: 'pro', size: 'XL' } }
    }
  ],
  [
    'Lists: Construct, Union, Intersection, Difference, Remove Duplicates, Sort, first and last items, Flatten, Add to End',
    one(
      start({ b: 'string' }),
      {
        id: 'made',
        op: 'list.construct',
        in: { 'item 1': 'c', 'item 2': from('start', 'b'), 'item 3': 'c' },
        out: { list: 'string[]' }
      },
      {
        id: 'union',
        op: 'list.union',
        in: { list1: from('made', 'list'), list2: ['a', 'b'] },
        types: { list1: 'string[]', list2: 'string[]' },
        out: { union: 'string[]' }
      },
      {
        id: 'both',
        op: 'list.intersection',
        in: { list1: from('union', 'union'), list2: ['a', 'c', 'z'] },
        types: { list1: 'string[]', list2: 'string[]' },
        out: { list: 'string[]' }
      },
      {
        id: 'less',
        op: 'list.difference',
        in: { list1: from('union', 'union'), list2: ['c'] },
        types: { list1: 'string[]', list2: 'string[]' },
        out: { list: 'string[]' }
      },
      {
        id: 'unique',
        op: 'list.uniqueBy',
        in: { list: from('made', 'list'), path: '' },
        types: { list: 'string[]' },
        out: { 'unique list': 'string[]' }
      },
      {
        id: 'sort',
        op: 'list.sortBy',
        in: { list: from('union', 'union'), path: null },
        types: { list: 'string[]' },
        out: { 'sorted list': 'string[]' }
      },
      {
        id: 'first',
        op: 'list.shift',
        in: { list: from('sort', 'sorted list') },
        types: { list: 'string[]' },
        out: { list: 'string[]', item: 'string' }
      },
      {
        id: 'last',
        op: 'list.pop',
        in: { list: from('first', 'list') },
        types: { list: 'string[]' },
        out: { list: 'string[]', item: 'string' }
      },
      {
        id: 'push',
        op: 'list.push',
        in: { list: from('last', 'list'), item: 'x' },
        types: { list: 'string[]' },
        out: { list: 'string[]' }
      },
      {
        id: 'has',
        op: 'list.includes',
        in: { list: from('push', 'list'), value: 'x' },
        types: { list: 'string[]' },
        out: { result: 'boolean' }
      },
      end(
        {
          union: from('union', 'union'),
          both: from('both', 'list'),
          less: from('less', 'list'),
          unique: from('unique', 'unique list'),
          first: from('first', 'item'),
          last: from('last', 'item'),
          pushed: from('push', 'list'),
          has: from('has', 'result')
        },
        {
          union: 'string[]',
          both: 'string[]',
          less: 'string[]',
          unique: 'string[]',
          pushed: 'string[]',
          has: 'boolean'
        }
      )
    ),
    { b: 'b' },
    {
      union: ['c', 'b', 'a'],
      both: ['c', 'a'],
      less: ['b', 'a'],
      unique: ['c', 'b'],
      first: 'a',
      last: 'c',
      pushed: ['b', 'x'],
      has: true
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
