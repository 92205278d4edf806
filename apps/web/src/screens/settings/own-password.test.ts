import { expect, test } from 'vitest'
import { firstWrong, nothingTyped, refusedAt, validateOwnPassword } from './own-password.ts'

const right = { current: 'violet anchor', next: 'crater lantern mosaic', again: 'crater lantern mosaic' }
const none = { current: null, next: null, again: null }

test('three valid fields have no errors', () => {
  expect(validateOwnPassword(right)).toEqual(none)
  expect(firstWrong(none)).toBeNull()
})

test.each([
  ['the one of now is missing', { current: '' }, 'current', 'Enter your current password.'],
  ['the new one is short', { next: 'short', again: 'short' }, 'next', 'Enter at least 12 characters.'],
  [
    'the new one is the one of now',
    { next: right.current, again: right.current },
    'next',
    'The new password is the same as the current one. Choose another one.'
  ],
  [
    'the new one was typed in two ways',
    { again: 'crater lantern mosiac' },
    'again',
    'The passwords do not match. Enter the new password again.'
  ]
] as const)('%s: the error is at that field only', (_, typed, field, sentence) => {
  const errors = validateOwnPassword({ ...right, ...typed })
  expect(errors).toEqual({ ...none, [field]: sentence })
  expect(firstWrong(errors)).toBe(field)
})

test('the first error from the top gets the focus', () => {
  expect(firstWrong(validateOwnPassword(nothingTyped))).toBe('current')
  expect(firstWrong(validateOwnPassword({ ...nothingTyped, current: 'violet anchor' }))).toBe('next')
})

test('a refusal of the server is shown at its field, or above the form', () => {
  const message = 'It was refused.'
  expect(refusedAt({ code: 'password.wrong', message })).toEqual({ ...none, current: message })
  expect(refusedAt({ code: 'password.too-common', message })).toEqual({ ...none, next: message })
  expect(refusedAt({ code: 'sign-in.too-many-tries', message })).toEqual(none)
  expect(refusedAt(null)).toEqual(none)
})
