import { expect, test } from 'vitest'
import { readRows } from './read-rows.ts'

test.each([
  ['nothing', '', []],
  [
    'one a line',
    'Created\n\n Deleted \r\n',
    [
      ['Created', 'Created'],
      ['Deleted', 'Deleted']
    ]
  ],
  [
    'with a value behind =',
    'Created = user.created\nOdd=a=b',
    [
      ['Created', 'user.created'],
      ['Odd', 'a=b']
    ]
  ],
  [
    'as two columns of a table',
    'Created\tuser.created\nA = B\tab',
    [
      ['Created', 'user.created'],
      ['A = B', 'ab']
    ]
  ],
  [
    'as JSON',
    '[{"name":"Human Resources","id":7},"it"]',
    [
      ['Human Resources', '7'],
      ['it', 'it']
    ]
  ],
  ['as what only looks like JSON', '[not json', [['[not json', '[not json']]]
])('values are read %s', (_, pasted, rows) => {
  expect(readRows(pasted)).toEqual(rows.map(([display, value]) => ({ display, value })))
})
