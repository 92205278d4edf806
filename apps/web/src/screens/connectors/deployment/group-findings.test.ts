import type { Finding } from '@hookwright/model'
import { expect, test } from 'vitest'
import { countOf, formatFindingCount, groupFindings, placeOfFinding } from './group-findings.ts'

const finding = (parts: Partial<Finding>): Finding => ({
  code: 'HW-input-required',
  severity: 'error',
  flowId: 'f',
  flowName: 'User created',
  cardId: null,
  field: null,
  message: 'The input is empty.',
  ...parts
})

test('findings are grouped by flow, those of the connector first', () => {
  const findings = [
    finding({ flowId: 'a', flowName: 'A' }),
    finding({ flowId: 'b', flowName: null }),
    finding({ flowId: 'a', flowName: 'A', severity: 'warning' }),
    finding({ flowId: null, flowName: null, code: 'HW-no-event', severity: 'warning' })
  ]
  expect(groupFindings(findings).map(group => [group.flowId, group.findings.length])).toEqual([
    [null, 1],
    ['a', 2],
    ['b', 1]
  ])
  expect(countOf(findings, 'error')).toBe(2)
  expect(countOf(findings, 'warning')).toBe(2)
  expect(groupFindings([])).toEqual([])
})

test.each([
  [0, 'error', '0 errors'],
  [1, 'error', '1 error'],
  [2, 'warning', '2 warnings']
] as const)('%i of severity %s are %s', (count, severity, words) => {
  expect(formatFindingCount(count, severity)).toBe(words)
})

test('a finding links to its card and field, or to the name of its flow', () => {
  expect(placeOfFinding(finding({ cardId: 'c', field: 'url' }))).toEqual({ card: 'c', field: 'url' })
  expect(placeOfFinding(finding({ cardId: 'c' }))).toEqual({ card: 'c' })
  expect(placeOfFinding(finding({ code: 'CBDE000001H' }))).toEqual({ dialog: 'name' })
  expect(placeOfFinding(finding({ code: 'CBDE000004H' }))).toEqual({})
})
