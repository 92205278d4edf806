import { expect, test } from 'vitest'
import { readOnlyRows } from './read-only-rows.ts'
import type { Row } from './row.ts'

const section: Row = { kind: 'section', key: 'o', label: 'Options', folded: false }
const add: Extract<Row, { kind: 'add' }> = {
  kind: 'add',
  setting: {
    kind: 'fields',
    key: 'inputs',
    noun: 'Input',
    of: 'inputs',
    named: 'label',
    parts: [],
    fresh: () => ({})
  }
}

test('a read-only card has no rows for editing, and no links to dialogs', () => {
  const rows = {
    head: [{ ...section, action: { label: 'Edit', dialog: 'options' } }, add],
    joins: [[add], []],
    foot: [{ ...section, item: { setting: add.setting, id: 'case1' } }]
  }
  expect(readOnlyRows(rows)).toEqual({ head: [section], joins: [[], []], foot: [section] })
})
