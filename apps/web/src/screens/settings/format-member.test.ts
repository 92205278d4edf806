import { expect, test } from 'vitest'
import type { ListedMember, Role } from './api-types.ts'
import { formatRole, initialsOf, roleChoices, whyNoOtherRole, whyNotRemoved } from './format-member.ts'

const member = (name: string, role: Role): ListedMember => ({ id: `id of ${name}`, name, role, addedAt: 1 })
const [ada, bob, uma] = [member('Ada', 'admin'), member('Bob', 'admin'), member('Uma', 'user')]

test('the only admin can be neither removed nor demoted, and the reason is shown', () => {
  const members = [ada, uma]
  expect(whyNoOtherRole(ada, members)).toBe('This is the only admin. Make another member an admin first.')
  expect(whyNotRemoved(ada, { members, myId: ada.id })).toBe(whyNoOtherRole(ada, members))
  expect(whyNoOtherRole(uma, members)).toBeNull()
  expect(whyNotRemoved(uma, { members, myId: ada.id })).toBeNull()
})

test('each of two admins can be demoted, and removed by the other one', () => {
  const members = [ada, bob, uma]
  expect(whyNoOtherRole(ada, members)).toBeNull()
  expect(whyNotRemoved(bob, { members, myId: ada.id })).toBeNull()
  expect(whyNotRemoved(ada, { members, myId: ada.id })).toBe(
    'You cannot remove yourself. Ask another admin to do it.'
  )
})

test('each role has a name and a sentence', () => {
  expect(roleChoices.map(({ value }) => formatRole(value))).toEqual(['Viewer', 'User', 'Maker', 'Admin'])
  for (const { description } of roleChoices) expect(description).toMatch(/^[A-Z][^.]*\.$/)
})

test.each([
  ['Ada Example', 'AE'],
  ['Ada van Example', 'AE'],
  ['ada', 'A'],
  ['𝒜da', '𝒜']
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
