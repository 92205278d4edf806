import { expect, test } from 'vitest'
import { findingTable } from './finding.ts'

test.each(Object.entries(findingTable))('the finding %s is a sentence about its subject', (code, row) => {
  expect(code).toMatch(/^(CBDE\d{6}H|HW-[a-z-]+)$/)
  expect(row.means).toMatch(/^\p{Lu}.*\.$/u)
})
