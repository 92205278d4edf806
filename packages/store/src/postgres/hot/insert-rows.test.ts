import { expect, it } from 'vitest'
import { insertRows } from './insert-rows.ts'

it('numbers the values of rows, without the columns that none of them has', () => {
  const rows = [
    { id: 1, why: null, name: 'a' },
    { id: 2, why: null, name: null }
  ]
  expect(insertRows('deliveries', rows, 'returning id')).toEqual({
    text: 'insert into deliveries (id,name) values ($1,$2),($3,$4) returning id',
    values: [1, 'a', 2, null]
  })
})
