import { expect, test } from 'vitest'
import { z } from 'zod'
import { distinct } from './distinct.ts'

const Names = z
  .array(z.string())
  .superRefine(distinct(name => name, 'This name is there already; change it.'))

test('different names are accepted, also if only their case differs', () => {
  expect(Names.safeParse(['a', 'A', 'b']).success).toBe(true)
})

test('each repeated name is reported', () => {
  const issues = Names.safeParse(['a', 'b', 'a', 'a']).error?.issues
  expect(issues?.map(issue => [issue.path, issue.message])).toEqual([
    [[2], 'This name is there already; change it.'],
    [[3], 'This name is there already; change it.']
  ])
})
