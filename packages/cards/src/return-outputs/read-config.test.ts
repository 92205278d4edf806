import { describe, expect, test } from 'vitest'
import { field } from '../testing.ts'
import { losesOutputs, readOutputs } from './read-config.ts'

const many = Array.from({ length: 201 }, (_, at) => field(`f${at}`, `Field ${at}`))

describe('the outputs of a card', () => {
  test('can be read despite too many or repeated outputs, so that these can be fixed', () => {
    const groups = [{ id: 'user', name: 'User', fields: [...many, field('g', 'Field 1')] }]
    expect(readOutputs({ groups, runMode: true })).toEqual({ groups, runMode: true })
    expect(losesOutputs({ groups, runMode: true })).toBe(false)
    expect(losesOutputs({})).toBe(false)
  })

  test.each([
    ['a group that is none', ['x']],
    ['a group without fields', [{ id: 'user', name: 'User' }]],
    ['a field that is none', [{ id: 'user', name: 'User', fields: [{ id: 'a', label: 'A' }] }]]
  ])('must not overwrite %s, which would be lost', (_, groups) => {
    expect(losesOutputs({ groups, runMode: false })).toBe(true)
  })
})
