import { expect, test } from 'vitest'
import { makePassword } from './make-password.ts'

test('a password has four groups of five unambiguous characters', () => {
  const counting = (count: number) => Uint8Array.from({ length: count }, (_, at) => at * 13)
  expect(makePassword(counting)).toBe('ap4hw-bq5ix-cr6jy-ds7kz')
  expect(makePassword(counting)).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/)
})

test('each character is equally likely', () => {
  const firsts = Array.from({ length: 256 }, (_, byte) =>
    makePassword(count => new Uint8Array(count).fill(byte)).charAt(0)
  )
  const times = [...new Set(firsts)].map(first => firsts.filter(other => other === first).length)
  expect(times).toEqual(Array.from({ length: 32 }, () => 8))
})
