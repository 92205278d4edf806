import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { checkPassword } from './password-rule.ts'

const codeFor = (password: string, name = 'Ada Example') => {
  try {
    checkPassword(password, name)
    return 'fine'
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : 'no fault'
  }
}

test.each([
  ['eleven char', 'password.too-short'],
  ['🙂🙂🙂🙂🙂🙂', 'password.too-short'],
  [`violet anchor ${'x7'.repeat(60)}`, 'password.too-long'],
  ['Password1234', 'password.too-common'],
  ['P@ssw0rd2024!', 'password.too-common'],
  ['qwertyuiop123', 'password.too-common'],
  ['123456789012', 'password.too-common'],
  ['aaaaaaaaaaaa', 'password.too-common'],
  ['abababababab', 'password.too-common'],
  ['AdminAdmin2025!!', 'password.too-common'],
  ['hookwright-admin', 'password.too-common'],
  ['iloveyou iloveyou', 'password.too-common'],
  ['AdaExample1990', 'password.too-common'],
  ['violet anchor seventh drum', 'fine'],
  ['correct horse battery staple', 'fine'],
  ['x8#Kq!v2Zr@mT', 'fine'],
  ['Straßenbahn fährt Öl', 'fine'],
  ['パスワードは長いほうがよい', 'fine']
])('“%s” is %s', (password, code) => {
  expect(codeFor(password)).toBe(code)
})
