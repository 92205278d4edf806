import { expect, test } from 'vitest'
import { findingTable } from './finding.ts'

test.each(Object.entries(findingTable))('the finding %s says in a sentence what it is about', (code, row) => {
  expect(code).toMatch(/^(CBDE\d{6}H|HW-[a-z-]+)$/)
  expect(row.means).toMatch(/^\p{Lu}.*\.$/u)
})
