import { expect, test } from 'vitest'
import { toPages } from './start-dev.mjs'

test('the sign-in link of a server from source leads to the pages that reload', () => {
  const link = 'Create the admin account at http://127.0.0.1:3000/first-admin#abc'
  expect(toPages(link, '3000')).toBe('Create the admin account at http://127.0.0.1:5173/first-admin#abc')
  const other = 'Hookwright is running at http://127.0.0.1:3000'
  expect(toPages(other, '3000')).toBe(other)
})
