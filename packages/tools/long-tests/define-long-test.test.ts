import { expect, test } from 'vitest'
import { readNumbers } from './define-long-test.ts'

const options = { kills: { usual: 25, most: 9_999 }, seed: { usual: 7, least: 0, most: 99 } }

test('a number without an option has its default', () => {
  expect(readNumbers(options, ['--kills', '2'])).toEqual({ kills: 2, seed: 7 })
  expect(readNumbers(options, ['--seed', '0'])).toEqual({ kills: 25, seed: 0 })
  expect(readNumbers(undefined, [])).toEqual({})
})

test.each(['0', '10000', '1.5', 'many', ''])('the number "%s" is refused with its bounds', given => {
  expect(readNumbers(options, ['--kills', given])).toBe(
    `--kills is "${given}"; give a number from 1 to 9999.`
  )
})

test('an unknown option is refused', () => {
  expect(() => readNumbers(options, ['--kill', '2'])).toThrow('--kill')
})
